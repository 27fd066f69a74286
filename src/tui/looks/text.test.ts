import { expect, test } from 'vitest'
import { clip, clipParts, sliceColumns, widthOf, wrap } from './text.ts'

const advice = 'ended with status 139 · R starts it again'

test.each([
  [41, advice],
  [40, 'ended with status 139'],
  [21, 'ended with status 139'],
  [20, 'ended with status…'],
  [9, 'ended…'],
  [3, 'en…'],
])('advice in %i columns loses its last part, and no part of a word while one fits', (columns, text) => {
  expect(clipParts(advice, columns, '…')).toBe(text)
})

test.each([
  ['write over /home/me/projects/shop/ada-history.txt', 20],
  ['/宽/宽宽宽宽宽宽宽宽宽宽宽/ada', 7],
  ['aaaaaaaaaa', 5],
])('a word that is longer than a line goes on in the next one: %s in %i columns', (text, columns) => {
  const lines = wrap(text, columns)
  for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns)
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
})

test('where there is no room for a wide character, there is none for its word', () => {
  expect(wrap('宽宽 x', 1)).toEqual(['…', 'x'])
})

test('a slice keeps the styles, and no half of a wide character', () => {
  const text = 'a\u001b[31mb日\u001b[1mc\u001b[0md'
  expect(sliceColumns(text, 1, 4)).toBe('\u001b[31mb日\u001b[1m\u001b[0m')
  expect(sliceColumns(text, 0, 3)).toBe('a\u001b[31mb\u001b[1m\u001b[0m')
  expect(sliceColumns(text, 3, 6)).toBe('\u001b[31m\u001b[1mc\u001b[0md')
  expect(clip(text, 5)).toBe('a\u001b[31mb日\u001b[1m\u001b[0m…')
})
