import { expect, test } from 'vitest'
import { clipParts, widthOf, wrap } from './text.ts'

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
