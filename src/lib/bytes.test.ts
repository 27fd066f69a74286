import { expect, test } from 'vitest'
import { parseBytes } from './bytes.ts'

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
