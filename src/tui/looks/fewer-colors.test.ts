import { expect, test } from 'vitest'
import { fewerColors } from './fewer-colors.ts'

test.each([
  ['all colours stay where the terminal has them', 3, '\u001b[38;2;255;0;0mx', '\u001b[38;2;255;0;0mx'],
  ['true colour becomes one of 256', 2, '\u001b[1;38;2;255;0;0mx', '\u001b[1;38;5;196mx'],
  ['true colour becomes one of 16', 1, '\u001b[38;2;255;0;0;4mx\u001b[0m', '\u001b[91;4mx\u001b[0m'],
  ['one of 256 becomes one of 16, behind the text too', 1, '\u001b[48;5;196mx', '\u001b[101mx'],
  ['basic colours stay', 1, '\u001b[31;42mx\u001b[m', '\u001b[31;42mx\u001b[m'],
] as const)('%s', (_, level, given, expected) => {
  expect(fewerColors(given, level)).toBe(expected)
})
