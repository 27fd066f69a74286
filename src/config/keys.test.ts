import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { defaultConfig } from './defaults.ts'
import { keys } from './keys.ts'
import { valuesSchema } from './schema.ts'

/** The keys inside of a group; `undefined` for a key that has none. */
const innerKeys = (schema: unknown): readonly string[] | undefined => {
  const { innerType } = Object(Object(schema).def)
  const { shape } = Object(innerType)
  return shape === undefined ? undefined : Object.keys(shape)
}

test('every key of a config file is described, and nothing else', () => {
  const accepted = Object.entries(valuesSchema.shape).flatMap(([key, schema]) => {
    const inner = innerKeys(schema)
    return inner === undefined ? [key] : inner.map((leaf) => `${key}.${leaf}`)
  })
  expect(keys.map(({ path }) => path).sort()).toEqual(accepted.sort())
})

test('a key that any text will do for is one by the schema, too', () => {
  const plain = keys.filter(({ fromAnyText }) => fromAnyText !== undefined)
  expect(plain.map(({ path }) => path)).toEqual(expect.arrayContaining(['engine', 'owner']))
  for (const { path, fromText, fromAnyText } of plain) {
    const said = (text: string) =>
      valuesSchema.safeParse(
        path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), fromText(text)),
      )
    for (const text of ['x', '-1', 'häl & $(true)', '../a:b c'])
      expect(said(` ${text} `).data, path).toEqual(fromAnyText?.(text))
    expect(said('  ').success, path).toBe(false)
  }
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

test('what config show prints besides the keys is explained beside them', () => {
  const page = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8')
  const said = new Set(keys.map(({ path }) => path.split('.', 1)[0]))
  const others = Object.keys(defaultConfig('ada')).filter((key) => !said.has(key))
  expect(others).not.toEqual([])
  for (const key of others) expect(page).toMatch(new RegExp(`^\\| \`${key}\` .*\\| \\w.* \\|$`, 'm'))
})
