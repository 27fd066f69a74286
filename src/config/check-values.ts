import { inspect } from 'node:util'
import { closest } from '../lib/closest.ts'
import { printable } from '../lib/printable.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { keys } from './keys.ts'
import { type ConfigValues, valuesSchema } from './schema.ts'

/** Whether what a file says is what hal understands; the first thing that isn't, if not. `undefined` counts as not said. */
export const checkValues = (said: unknown, file: string): Result<ConfigValues, ConfigFailure> => {
  const given = withoutUndefined(said)
  const checked = valuesSchema.safeParse(given)
  if (checked.success) return ok(checked.data)
  const [issue] = checked.error.issues
  const path = issue?.path.map(String) ?? []
  return issue?.code === 'unrecognized_keys'
    ? fail(unknownKey(file, path, issue.keys[0] ?? ''))
    : fail(wrongValue(file, path, given))
}

const unknownKey = (file: string, path: readonly string[], key: string): ConfigFailure => ({
  reason: 'unknown-config-key',
  file,
  path: printable([...path, key].join('.')),
  suggestion: suggestionFor(path, key),
})

/** A near key of the same group, or else a key that has this name elsewhere: `registry` → `images.registry`. */
const suggestionFor = (path: readonly string[], key: string): string | undefined => {
  const siblings = keys.flatMap((form) => {
    const words = form.path.split('.')
    return path.every((word, at) => words[at] === word) ? (words[path.length] ?? []) : []
  })
  const near = closest(key, siblings)
  if (near !== undefined) return [...path, near].join('.')
  const leaves = new Map(keys.map((form) => [form.path.split('.').at(-1) ?? form.path, form.path]))
  return leaves.get(closest(key, [...leaves.keys()]) ?? '')
}

const wrongValue = (file: string, path: readonly string[], given: unknown): ConfigFailure => {
  const whole = path.join('.')
  const form = keys.find((candidate) => whole === candidate.path || whole.startsWith(`${candidate.path}.`))
  return {
    reason: 'wrong-value',
    file,
    path: printable(whole),
    expected: form?.expected ?? 'keys and their values',
    got: shown(path.reduce(inside, given)),
  }
}

const inside = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, key)?.value : undefined

const maxShownCharacters = 80

const shown = (value: unknown): string => {
  const text = printable(inspect(value, { breakLength: Number.POSITIVE_INFINITY }))
  return text.length > maxShownCharacters ? `${text.slice(0, maxShownCharacters - 1)}…` : text
}

const withoutUndefined = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const said = Object.entries(value).filter(([, inner]) => inner !== undefined)
  return Object.fromEntries(said.map(([key, inner]) => [key, withoutUndefined(inner)]))
}
