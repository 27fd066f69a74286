import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'

/** Runs the checks of one file; the first thing that is wrong comes back with its place in the file. */
export function checked<T>(file: string, check: () => T): Result<T, ImageFailure> {
  try {
    return ok(check())
  } catch (thrown) {
    if (!(thrown instanceof BadField)) throw thrown
    return fail({ reason: 'bad-profile', file, ...thrown.facts })
  }
}

interface BadFieldFacts {
  readonly path: string
  readonly expected: string
  readonly got: string
  readonly suggestion: string | undefined
}

/** Carries the first wrong field out of the checks; never leaves this file. */
class BadField extends Error {
  readonly facts: BadFieldFacts
  constructor(facts: BadFieldFacts) {
    super(facts.path)
    this.facts = facts
  }
}

/** Ends the checks: this field is wrong. */
export function bad(path: string, expected: string, got: string, suggestion?: string): never {
  throw new BadField({ path, expected, got, suggestion })
}

export const show = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value))

export function parseJson(text: string): unknown {
  if (text.trim() === '') return bad('', 'JSON', 'an empty file')
  try {
    return JSON.parse(text)
  } catch (thrown) {
    return bad('', 'JSON', `what is none (${thrown instanceof Error ? thrown.message : 'unreadable'})`)
  }
}

export function record(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return bad(path, 'an object', show(value))
  return Object.fromEntries(Object.entries(value))
}

export const string = (value: unknown, path: string): string =>
  typeof value === 'string' ? value : bad(path, 'a string', show(value))

export const strings = (value: unknown, path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record(value, path)).map(([key, item]) => [key, string(item, at(path, key))]),
  )

export const list = (value: unknown, path: string): readonly string[] =>
  Array.isArray(value)
    ? value.map((item, index) => string(item, `${path}[${index}]`))
    : bad(path, 'a list of strings', show(value))

export const flag = (value: unknown, path: string): boolean =>
  typeof value === 'boolean' ? value : bad(path, 'true or false', show(value))

export const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
