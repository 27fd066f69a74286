import { expect, test } from 'vitest'
import { fewerColors } from './fewer-colors.ts'

test.each([
  ['all colours stay where the terminal has them', 3, '\u001b[38;2;255;0;0mx', '\u001b[38;2;255;0;0mx'],
  ['true colour becomes one of 256', 2, '\u001b[1;38;2;255;0;0mx', '\u001b[1;38;5;196mx'],
  ['and the nearest of them', 2, '\u001b[38;2;255;128;0mx', '\u001b[38;5;208mx'],
  ['true colour becomes one of 16', 1, '\u001b[38;2;255;0;0;4mx\u001b[0m', '\u001b[91;4mx\u001b[0m'],
  ['one of 256 becomes one of 16, behind the text too', 1, '\u001b[48;5;196mx', '\u001b[101mx'],
  ['colons part a colour from nothing else', 2, '\u001b[1;38:2:255:0:0;4mx', '\u001b[1;38;5;196;4mx'],
  ['nor does a colour space', 2, '\u001b[38:2::255:0:0mx', '\u001b[38;5;196mx'],
  ['nor one of 256', 1, '\u001b[38:5:196;48:5:196mx', '\u001b[91;101mx'],
  ['the kind of an underline stays one', 1, '\u001b[4:3;31mx', '\u001b[4:3;31mx'],
  ['the colour of an underline goes where there are 16', 1, '\u001b[4:3;58:2::1:2:3mx', '\u001b[4:3mx'],
  ['and takes nothing else with it', 1, '\u001b[1mx\u001b[58;5;3my', '\u001b[1mxy'],
  ['basic colours stay', 1, '\u001b[31;42mx\u001b[m', '\u001b[31;42mx\u001b[m'],
] as const)('%s', (_, level, given, expected) => {
  expect(fewerColors(given, level)).toBe(expected)
})
