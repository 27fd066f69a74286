import { expect, test } from 'vitest'
import { clipParts } from './text.ts'

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
