import { expect, test } from 'vitest'
import { printable } from './printable.ts'

test.each([
  ['plain text stays', 'plain text stays'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u001b]0;title\u0007after', 'after'],
  ['\u001b]52;c;ZWNobw==\u0007x', 'x'],
  ['two\r\nlines\tand a tab', 'two lines and a tab'],
  ['bell\u0007 back\b nul\0 c1\u009b31m', 'bell back nul c1'],
  ['right\u202eleft', 'rightleft'],
  ['grüße 日本 👩‍💻', 'grüße 日本 👩‍💻'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown)
})

test('no byte that moves a cursor survives, whatever comes in', () => {
  const everything = Array.from({ length: 0x300 }, (_, code) => String.fromCharCode(code)).join('')
  expect(printable(`${everything}\u001b[2J\u001b`)).not.toMatch(/[\p{Cc}]/u)
})
