import { expect, test } from 'vitest'
import { withoutComments } from './jsonc.ts'

test.each([
  ['// a\n{"a": 1} // b', { a: 1 }],
  ['{/* a, "b": */ "c": [1, 2, /* d */ ], }', { c: [1, 2] }],
  [
    '{"url": "https://x/*y*/", "quote": "\\"// no\\"", "comma": ",]"}',
    { url: 'https://x/*y*/', quote: '"// no"', comma: ',]' },
  ],
  ['\uFEFF{"a": "b", // last\n\t}', { a: 'b' }],
  ['{"a": /** stars ***/ 1}', { a: 1 }],
])('%j is read', (text, value) => {
  expect(JSON.parse(withoutComments(text))).toEqual(value)
})

test('what is wrong stays wrong, at its place', () => {
  expect(() => JSON.parse(withoutComments('{"a": 1 /* open'))).toThrow('position 8')
  expect(withoutComments('{ // one\n "b": x }')).toBe('{       \n "b": x }')
})

test('many comments behind a comma take no time', () => {
  const startedMs = performance.now()
  withoutComments(`[1,${'/* */'.repeat(20_000)} 2]`)
  expect(performance.now() - startedMs).toBeLessThan(1_000)
})
