import type { Cell } from './svg-screen.ts'

/** What is true of one machine at one moment, and what stands for it in a picture: of the same length, and styled as it was. */
const facts: readonly (readonly [RegExp, (found: string) => string])[] = [
  // The engine's version, and where it is.
  [
    /(docker|podman) \d[\w.+~-]*( on [\w.-]+)?/,
    (found) => (/^\w+/.exec(found)?.[0] ?? '').padEnd(found.length),
  ],
  [/\d+ cpus · [\d.]+[GT]/, (found) => '8 cpus · 32G'.slice(0, found.length).padEnd(found.length)],
  [/(?<=mem [\d.]+[MG]\/|memory [\d.]+[MG] of )[\d.]+[GT]/, (found) => '32G'.padEnd(found.length)],
  [/(?<=cpu \d+% of )\d+%/, (found) => '800%'.slice(0, found.length)],
  [/(?<=up to )[\d.]+[GT]/, (found) => '8G'.padEnd(found.length)],
  // The clock in the header's corner.
  [/(?<=^ hal .*)\b\d\d:\d\d(?= *$)/, () => '14:02'],
]

/** A picture's rows without what differs from machine to machine. */
export const neutral = (rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] =>
  rows.map((row) => facts.reduce((cells, [fact, instead]) => replaced(cells, fact, instead), row))

const replaced = (
  row: readonly Cell[],
  fact: RegExp,
  instead: (found: string) => string,
): readonly Cell[] => {
  // One character a cell, so that places in the text are columns.
  const text = row.map((cell) => ([...cell.text].length === 1 ? cell.text : ' ')).join('')
  const found = fact.exec(text)
  if (found === null) return row
  const characters = [...instead(found[0])]
  return row.map((cell, column) => {
    const character = characters[column - found.index]
    return column < found.index || character === undefined ? cell : { ...cell, text: character }
  })
}
