import { expect, test } from 'vitest'
import { defaultConfig } from './defaults.ts'
import { keys } from './keys.ts'
import { valuesSchema } from './schema.ts'

const shapeOf = (schema: unknown): object | undefined => {
  const inner =
    typeof schema === 'object' && schema !== null && 'unwrap' in schema && typeof schema.unwrap === 'function'
      ? schema.unwrap()
      : schema
  return typeof inner === 'object' &&
    inner !== null &&
    'shape' in inner &&
    typeof inner.shape === 'object' &&
    inner.shape !== null
    ? inner.shape
    : undefined
}

test('every key of a config file is described, and nothing else', () => {
  const accepted = Object.entries(valuesSchema.shape).flatMap(([key, schema]) => {
    const shape = shapeOf(schema)
    return shape === undefined ? [key] : Object.keys(shape).map((inner) => `${key}.${inner}`)
  })
  expect(keys.map(({ path }) => path).sort()).toEqual(accepted.sort())
})

test('the defaults that are described are the defaults that hold', () => {
  const held: Readonly<Record<string, unknown>> = { ...defaultConfig('ada') }
  for (const { path, default: words } of keys) {
    const value = path
      .split('.')
      .reduce<unknown>(
        (inner, key) =>
          typeof inner === 'object' && inner !== null
            ? Object.entries(inner).find(([name]) => name === key)?.[1]
            : undefined,
        held,
      )
    const isPlain = path !== 'owner' && value !== undefined && typeof value !== 'object'
    if (isPlain) expect(words, path).toBe(String(value))
  }
})
