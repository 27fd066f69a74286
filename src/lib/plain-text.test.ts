import headless from '@xterm/headless'
import { array, assert, asyncProperty, constantFrom, integer, oneof, pre, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { plainText } from './plain-text.ts'

const columns = 20

const plain = (written: string, width = columns): string => {
  const text = plainText({ columns: width })
  return text.push(Buffer.from(written)) + text.unfinished()
}

test.each([
  ['a line as it is', 'one\r\ntwo\r\n', 'one\ntwo\n'],
  ['a tab where text ends with one', 'a\tb\r\n', 'a\tb\n'],
  ['blanks at the end that were written', 'a  \r\n', 'a  \n'],
  ['no colours, titles or modes', '\x1b]2;title\x07\x1b[?2004h\x1b[1;31mred\x1b[m\x1b(B\r\n', 'red\n'],
  ['what a carriage return left', 'step 1\rstep 2\rdone\x1b[K\r\n', 'done\n'],
  ['what stands behind a shorter text', 'long line\rshort\r\n', 'shortline\n'],
  ['what backspaces went back over', 'abcdef\b\b\bX\r\n', 'abcXef\n'],
  ['no erased row', 'gone\x1b[2K\rhere\r\n', 'here\n'],
  ['no erased beginning', 'abc\x1b[1Kd\r\n', '   d\n'],
  ['moves to the right as blanks', 'a\x1b[3Cb\r\n', 'a   b\n'],
  ['moves to the left', 'abc\x1b[2DX\r\n', 'aXc\n'],
  ['a column by its number', 'abc\x1b[2GX\r\n', 'aXc\n'],
  ['deleted, inserted and erased cells', 'abcdef\r\x1b[2P\x1b[@X\x1b[C\x1b[X\r\n', 'Xc ef\n'],
  ['a wide character as two columns', '世界\b\bX\r\n', '世X\n'],
  ['no half of a wide character', '世界\rX\r\n', 'X 界\n'],
  ['marks above letters', 'e\u0301x\b\bE\r\n', 'Ex\n'],
  ['what was typed, once', '$ \x1b[7mecho hi\x1b[27m\b\b\b\b\b\b\becho hi\r\n', '$ echo hi\n'],
  [
    'what was typed over several rows, once',
    `$ \x1b[7m${'x'.repeat(18)}${'y'.repeat(5)}\x1b[27m\x1bM\r\x1b[2C${'x'.repeat(18)}${'y'.repeat(5)}\r\n`,
    `$ ${'x'.repeat(18)}${'y'.repeat(5)}\n`,
  ],
  ['a long line as one', `${'x'.repeat(45)}\r\n`, `${'x'.repeat(45)}\n`],
  ['a line each where the cursor moved to another', 'one\x1b[2;1Htwo\x1b[3Athree', 'one\ntwo\n   three'],
  ['what was there when the screen was cleared', '$ old\x1b[H\x1b[2J$ new\r\n', '$ old\n$ new\n'],
  ['a progress bar below, and the line above it', 'a\x1b7\x1b[9;1H50%\x1b8\r\nb\r\n', 'a\n50%\n\nb\n'],
  ['nothing that would steer a terminal', 'a\x07\x9b31m\x1b\x00b\x7f\x1bP1;2qxx\x1b\\c\r\n', 'a31mbc\n'],
])('shows %s', (_, written, shown) => {
  expect(plain(written)).toBe(shown)
})

test('a line without an end is bounded', () => {
  const text = plainText({ columns: 200 })
  const all = Array.from({ length: 40 }, () => text.push(Buffer.from('x'.repeat(10_000))))
  expect(all.filter((part) => part !== '').length).toBeGreaterThan(1)
  expect((all.join('') + text.unfinished()).length).toBe(400_000)
})

const numbered = (final: string) => integer({ min: 0, max: 25 }).map((count) => `\x1b[${count || ''}${final}`)
const written = oneof(
  {
    weight: 4,
    arbitrary: array(constantFrom(...'abcdefgh 世界é'), { maxLength: 12 }).map((all) => all.join('')),
  },
  constantFrom(
    '\r',
    '\b',
    '\b\b\b',
    '\x1b[K',
    '\x1b[1K',
    '\x1b[2K',
    '\x1b[J',
    '\x1b[1m',
    '\x1b]2;t\x07',
    '\x1bM',
    '\x1b[A',
  ),
  oneof(...['C', 'D', 'G', 'P', '@', 'X'].map(numbered)),
)

/** What a real terminal shows: its rows as one line, since nothing here ends one. */
async function shownByTerminal(text: string): Promise<string> {
  const terminal = new headless.Terminal({ cols: columns, rows: 200, allowProposedApi: true })
  await new Promise<void>((resolve) => terminal.write(text, resolve))
  const { active } = terminal.buffer
  const rows = Array.from({ length: 200 }, (_, row) => {
    const below = active.getLine(row + 1)
    // A row too narrow for the wide character that went to the next ends with a cell that is nothing.
    const line = active.getLine(row)
    const isShort = below?.getCell(0)?.getWidth() === 2 && line?.getCell(columns - 1)?.getChars() === ''
    return line?.translateToString(false, 0, isShort ? columns - 1 : columns) ?? ''
  })
  terminal.dispose()
  return rows.join('').trimEnd()
}

test('shows what a terminal shows', async () => {
  await assert(
    asyncProperty(array(written, { maxLength: 30 }), async (parts) => {
      const text = parts.join('')
      // Above its first row a real terminal's cursor stays where it is; here another line begins.
      pre(!plain(text).includes('\n'))
      expect(plain(text).trimEnd()).toBe(await shownByTerminal(text))
    }),
    { numRuns: 300 },
  )
})

test('shows the same however the bytes are cut', async () => {
  const lines = array(
    oneof(
      { weight: 5, arbitrary: written },
      constantFrom('\r\n', '\n', '\x1b[H', '\x1b7', '\x1b8', '\x1b[2J'),
    ),
  )
  await assert(
    asyncProperty(
      tuple(lines, array(integer({ min: 1, max: 9 }), { minLength: 1 })),
      async ([parts, sizes]) => {
        const bytes = Buffer.from(parts.join(''))
        const text = plainText({ columns })
        let shown = ''
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1
          shown += text.push(bytes.subarray(at, at + size))
          at += size
        }
        expect(shown + text.unfinished()).toBe(plain(parts.join('')))
      },
    ),
  )
})

const styled = (...pieces: readonly string[]): string => {
  const text = plainText({ columns, isStyled: true })
  return pieces.map((piece) => text.push(Buffer.from(piece))).join('') + text.unfinished()
}

test.each([
  [
    'colours stay, each line complete in itself',
    '\x1b[31mred\nstill\x1b[m\nno',
    '\x1b[31mred\x1b[0m\n\x1b[31mstill\x1b[0m\nno',
  ],
  ['text over text brings its own', '\x1b[31mabc\r\x1b[32mx', '\x1b[32mx\x1b[0m\x1b[31mbc\x1b[0m'],
  ['nothing else stays', '\x1b[1ma\x1b]0;title\x07\x1b[?25lb', '\x1b[1mab\x1b[0m'],
  ['wide characters keep their width', '\x1b[7m日本\x1b[0m!', '\x1b[7m日本\x1b[0m!'],
])('with styles, %s', (_, written, shown) => {
  expect(styled(written)).toBe(shown)
  expect(styled(...written)).toBe(shown)
})
