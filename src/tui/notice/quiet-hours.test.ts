import { expect, test } from 'vitest'
import { isQuiet } from './quiet-hours.ts'

const at = (hours: number, minutes = 0) => new Date(2026, 0, 2, hours, minutes)

test.each([
  ['22:00-07:00', at(21, 59), false],
  ['22:00-07:00', at(22), true],
  ['22:00-07:00', at(3), true],
  ['22:00-07:00', at(6, 59), true],
  ['22:00-07:00', at(7), false],
  ['12:30-13:15', at(12, 29), false],
  ['12:30-13:15', at(13), true],
  ['12:30-13:15', at(13, 15), false],
  [undefined, at(3), false],
])('of %s at %s: %s', (hours, now, expected) => {
  expect(isQuiet(hours, now)).toBe(expected)
})
