import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTerminalFilter } from './terminal-filter.ts'

const filtered = (...chunks: readonly (string | Uint8Array)[]): string => {
  const filter = createTerminalFilter()
  return Buffer.concat(chunks.map((chunk) => filter(Buffer.from(chunk)))).toString()
}

test.each([
  ['text in any script', 'héllo 世界 🤖 e\u0301 \u00a9\r\n\t\b'],
  ['colours and the cursor', '\x1b[1;38;2;1;2;3mred\x1b[m\x1b[10;20H\x1b[2J\x1b[?25l'],
  ['modes', '\x1b[?1049h\x1b[?2004h\x1b[?1006h\x1b[?2026h\x1b=\x1b>\x1b7\x1b8\x1b(B\x1b)0'],
  ['questions for what the terminal is', '\x1b[c\x1b[>c\x1b[>q\x1b[6n\x1b[18t\x1b]11;?\x1b\\'],
  ['the title, kept and set', '\x1b[22;0;0t\x1b]0;ada · shell\x07\x1b]2;x\x1b\\\x1b[23;0;0t'],
  [
    'links and the cursor’s colour',
    '\x1b]8;;https://example.org\x1b\\here\x1b]8;;\x1b\\\x1b]12;red\x07\x1b]112\x07',
  ],
  ['text for the clipboard', '\x1b]52;c;aGk=\x07'],
])('lets %s through', (_, text) => {
  expect(filtered(text)).toBe(text)
})

test.each([
  ['a question for the clipboard', '\x1b]52;c;?\x07'],
  ['notifications', '\x1b]9;hi\x07\x1b]777;notify;a;b\x1b\\\x1b]99;;x\x1b\\'],
  ['a file transfer', '\x1b]1337;File=inline=1:AAAA\x07'],
  ['another folder', '\x1b]7;file://host/etc\x07'],
  ['device control strings', '\x1bP+q544e\x1b\\\x1bP1$r0m\x1b\\'],
  ['application, privacy and plain strings', '\x1b_Gf=100;AAAA\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\'],
  ['moving, resizing and naming windows', '\x1b[3;0;0t\x1b[8;10;10t\x1b[1t\x1b[21t'],
  ['printing', '\x1b[5i\x1b[?4i'],
  ['a colour of the palette', '\x1b]4;1;rgb:00/00/00\x07'],
  ['a title with controls inside', '\x1b]0;a\rb\x07'],
  ['the same in 8-bit form', '\u009d52;c;?\u0007'.replace('\u0007', '')],
  ['a sequence that another one interrupts', '\x1b]777;a\x1b]777;b\x07'],
])('takes %s out', (_, text) => {
  expect(filtered(`before ${text}after`).replaceAll(/52;c;\?/g, '')).toBe('before after')
})

test('gives the same in pieces of any size', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '\x1b',
      '[',
      ']',
      '52;c;',
      '?',
      '\x07',
      '\x1b\\',
      '0;t',
      'P',
      'é',
      '\x18',
      '\u009d',
      '1m',
      '3t',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece), fc.array(fc.nat(8)), (pieces, sizes) => {
      const bytes = Buffer.from(pieces.join(''))
      const chunks: Uint8Array[] = []
      let at = 0
      for (const size of sizes) {
        chunks.push(bytes.subarray(at, at + size))
        at += size
      }
      chunks.push(bytes.subarray(at))
      expect(filtered(...chunks)).toBe(filtered(bytes))
    }),
  )
})

test('text without control characters is never touched', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const plain = text.replaceAll(/[\x00-\x1f\x7f-\x9f]/g, '')
      expect(filtered(plain)).toBe(plain)
    }),
  )
})
