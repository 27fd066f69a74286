import headless from '@xterm/headless'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clip } from '../looks/text.ts'
import { frameDiff } from './frame-diff.ts'

const columns = 24
const rows = 4

/** A terminal that shows what is written to it, cell by cell with their looks. */
const aTerminal = () => {
  const xterm = new headless.Terminal({ cols: columns, rows, allowProposedApi: true })
  return {
    write: (text: string) => new Promise<void>((resolve) => xterm.write(text, resolve)),
    cells: () =>
      Array.from({ length: rows }, (_, row) =>
        Array.from({ length: columns }, (_unused, column) => {
          const cell = xterm.buffer.active.getLine(row)?.getCell(column)
          // A cell that was never written to is as blank as one with a blank in it.
          const text = cell?.getChars() === '' && cell.getWidth() === 1 ? ' ' : cell?.getChars()
          return [
            text,
            cell?.getFgColor(),
            cell?.getBgColor(),
            cell?.isBold(),
            cell?.isDim(),
            cell?.isInverse(),
          ].join()
        }),
      ),
  }
}

const style = fc.constantFrom(
  '',
  '\u001b[m',
  '\u001b[1m',
  '\u001b[22m',
  '\u001b[2;31m',
  '\u001b[39m',
  '\u001b[7m',
  '\u001b[27m',
  '\u001b[38;5;200;48;2;1;2;3m',
  '\u001b[0;92m',
)
const piece = fc.tuple(
  style,
  fc.constantFrom(' ', '   ', 'a', 'make test', '日', '日本', 'é', 'e\u0301', '│', '●', '       '),
)
const line = fc
  .array(piece, { maxLength: 9 })
  .map((pieces) => clip(pieces.map(([looks, text]) => looks + text).join(''), columns, ''))
const someFrame = fc.array(line, { minLength: rows, maxLength: rows })

test('what is written makes a terminal show the next frame, whatever it showed before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someFrame, { minLength: 1, maxLength: 4 }), async (frames) => {
      const kept = aTerminal()
      let before: readonly string[] | undefined
      for (const after of frames) {
        await kept.write(frameDiff(before, after, columns))
        before = after
      }
      const fresh = aTerminal()
      await fresh.write(
        frames
          .at(-1)
          ?.map((text, row) => `\u001b[${row + 1}H\u001b[m${text}`)
          .join('') ?? '',
      )
      expect(kept.cells()).toEqual(fresh.cells())
    }),
    { numRuns: 120 },
  )
})

const large = Array.from(
  { length: 60 },
  (_, row) => `\u001b[31m${`row ${row} `.padEnd(40, '.')}\u001b[39m${'─'.repeat(160)}`,
)

test('a frame that is the same costs nothing', () => {
  expect(frameDiff(large, [...large], 200)).toBe('')
})

test.each([
  ['at the beginning of a row', 0],
  ['in its middle', 100],
  ['at its end', 199],
])('one changed cell %s costs that cell', (_, column) => {
  const at = (text: string) => large.map((row, index) => (index === 30 ? text : row))
  const before = 'x'.repeat(200)
  const after = `${before.slice(0, column)}y${before.slice(column + 1)}`
  const written = frameDiff(at(before), at(after), 200)
  expect(written).toBe(`\u001b[?2026h\u001b[31;${column + 1}Hy\u001b[?2026l`)
})

test('two changes that are near each other are one run, and far ones two', () => {
  expect(frameDiff(['a....b'], ['A....B'], 80)).toContain('\u001b[1;1HA....B')
  expect(frameDiff(['a........b'], ['A........B'], 80)).toContain('\u001b[1;1HA\u001b[1;10HB')
})

test('a row that gets shorter is erased behind its end, and a full one never is', () => {
  expect(frameDiff(['abcdef'], ['ab'], 6)).toContain('\u001b[1;3H\u001b[K')
  expect(frameDiff(undefined, ['abcdef'], 6)).not.toContain('\u001b[K')
})

test('behind an emoji that terminals disagree on, the rest of the row is written with it', () => {
  expect(frameDiff(['1 ✋🏽 two'], ['1 ✋🏽 twO'], 80)).toContain('\u001b[1;3H✋🏽 twO')
})

test('a control character is not written, wherever it stands', () => {
  const controls = '\u0007\b\t\r\n\r\n\u007f\u0084\u009b'
  const written = frameDiff(undefined, [`${controls}a${controls}日${controls}b${controls}`], 80)
  expect(written).toBe('\u001b[?2026h\u001b[1;1Ha日b\u001b[K\u001b[?2026l')
})

test('never clears the screen', () => {
  expect(frameDiff(undefined, large, 200)).not.toMatch(/\u001b\[[0-9]*J/)
})
