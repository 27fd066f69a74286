import { expect, test } from 'vitest'
import { formatBytes, parseBytes } from './bytes.ts'

test.each([
  ['512m', 512 * 1024 ** 2],
  ['4g', 4 * 1024 ** 3],
  ['4G', 4 * 1024 ** 3],
  ['4GB', 4 * 1024 ** 3],
  ['1.5GiB', 1.5 * 1024 ** 3],
  ['100k', 102_400],
  ['2048', 2048],
  ['2048b', 2048],
])('a size of %s is %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toEqual({ ok: true, value: bytes })
})

test.each(['', '0', '0g', '-4g', '4 gigs', 'g', '4gg', '1e3', 'NaN', '99999999t'])(
  '"%s" is not a size',
  (text) => {
    expect(parseBytes(text)).toEqual({
      ok: false,
      failure: { expected: 'a size such as 512m or 4g', got: text },
    })
  },
)

test.each([
  [0, '0B'],
  [999, '999B'],
  [12 * 1024 ** 2, '12M'],
  [412 * 1024 ** 2, '412M'],
  [1.1 * 1024 ** 3, '1.1G'],
  [4 * 1024 ** 3, '4G'],
  [23.4 * 1024 ** 3, '23G'],
  [2 * 1024 ** 4, '2T'],
])('%d bytes read as %s', (count, text) => {
  expect(formatBytes(count)).toBe(text)
})
