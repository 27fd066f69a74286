import { array, assert, constantFrom, nat, property } from 'fast-check'
import { expect, test } from 'vitest'
import { lastLines } from './last-lines.ts'

test.each([
  ['a\nb\nc\n', 2, 'b\nc\n'],
  ['a\nb\n$ ', 2, 'b\n$ '],
  ['a\nb\n', 9, 'a\nb\n'],
  ['a\nb\n', 0, ''],
  ['\n\n\n', 2, '\n\n'],
  ['', 3, ''],
])('of %j the last %i are %j', (text, count, expected) => {
  expect(lastLines(text, count)).toBe(expected)
})

test('are never more than were asked for, and the end of the text', () => {
  const texts = array(constantFrom('a', 'b', '\n')).map((all) => all.join(''))
  assert(
    property(texts, nat(9), (text, count) => {
      const last = lastLines(text, count)
      const lines = text.split(/(?<=\n)/).filter((line) => line !== '')
      expect(last).toBe(count === 0 ? '' : lines.slice(-count).join(''))
    }),
  )
})
