import { fail, ok, type Result } from '../../lib/result.ts'
import type { Fault, ImageFailure } from '../image-failure.ts'

/** Runs the checks of one file; what is wrong comes back with its place in the file. */
export function checked<T>(file: string, check: () => T): Result<T, ImageFailure> {
  const faults: Fault[] = []
  const value = attempt(check, faults)
  const failure = badProfile(file, faults)
  return failure === undefined ? ok(value as T) : fail(failure)
}

/** `undefined`: nothing is wrong. */
export const badProfile = (
  file: string,
  [first, ...others]: readonly Fault[],
): Extract<ImageFailure, { readonly reason: 'bad-profile' }> | undefined =>
  first && { reason: 'bad-profile', file, ...first, ...(others.length > 0 && { others }) }

/** Runs checks of which none needs another's answer: all that is wrong comes out, and what isn't. */
export function gather<T extends object>(
  checks: { readonly [K in keyof T]: () => T[K] },
): {
  readonly found: Partial<T>
  readonly faults: readonly Fault[]
} {
  const faults: Fault[] = []
  const found: Partial<T> = {}
  for (const name of Object.keys(checks) as (keyof T)[]) {
    const value = attempt(checks[name], faults)
    if (value !== undefined) found[name] = value
  }
  return { found, faults }
}

/** The same as a check of its own. */
export function all<T extends object>(checks: { readonly [K in keyof T]: () => T[K] }): T {
  const { found, faults } = gather(checks)
  if (faults.length > 0) throw new BadFields(faults)
  return found as T
}

/** One check for each of them. */
export function each<T, U>(items: readonly T[], check: (item: T, index: number) => U): readonly U[] {
  const faults: Fault[] = []
  const values = items.map((item, index) => attempt(() => check(item, index), faults))
  if (faults.length > 0) throw new BadFields(faults)
  return values as readonly U[]
}

function attempt<T>(check: () => T, faults: Fault[]): T | undefined {
  try {
    return check()
  } catch (thrown) {
    if (!(thrown instanceof BadFields)) throw thrown
    faults.push(...thrown.faults)
    return undefined
  }
}

/** Carries what is wrong out of the checks; never leaves this file. */
class BadFields extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ path }) => path).join(' '))
    this.faults = faults
  }
}

/** Ends the check: this field is wrong. */
export function bad(path: string, expected: string, got: string, suggestion?: string): never {
  throw new BadFields([{ path, expected, got, suggestion }])
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
    each(Object.entries(record(value, path)), ([key, item]) => [key, string(item, at(path, key))]),
  )

export const list = (value: unknown, path: string): readonly string[] =>
  Array.isArray(value)
    ? each(value, (item, index) => string(item, `${path}[${index}]`))
    : bad(path, 'a list of strings', show(value))

export const flag = (value: unknown, path: string): boolean =>
  typeof value === 'boolean' ? value : bad(path, 'true or false', show(value))

export const at = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`)
