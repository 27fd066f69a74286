import { expect, test } from 'vitest'
import { formatBytes } from './bytes.ts'

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
