/** Values over time as rows of text, the highest row first; gaps where there is no value. */
export type Graph = readonly string[]

export interface GraphOptions {
  readonly rows: number
  /** The value that fills all rows. */
  readonly top: number
}

const dots = [
  [0x40, 0x04, 0x02, 0x01],
  [0x80, 0x20, 0x10, 0x08],
] as const

/** Two values a column, four steps a row, as dots. */
export const brailleGraph = (values: readonly (number | undefined)[], { rows, top }: GraphOptions): Graph => {
  const columns = Math.ceil(values.length / 2)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => {
      let bits = 0
      for (const side of [0, 1] as const) {
        const height = stepsOf(values[column * 2 + side], { rows, top }, 4)
        const below = (rows - 1 - row) * 4
        for (const [step, bit] of dots[side].entries()) if (height > below + step) bits |= bit
      }
      return bits === 0 ? ' ' : String.fromCodePoint(0x2800 + bits)
    }).join(''),
  )
}

/** The same without unicode: one value of two a column, full or half a row. */
export const plainGraph = (values: readonly (number | undefined)[], { rows, top }: GraphOptions): Graph => {
  const columns = Math.ceil(values.length / 2)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => {
      const both = [values[column * 2], values[column * 2 + 1]].filter((value) => value !== undefined)
      const value = both.length === 0 ? undefined : Math.max(...both)
      const height = stepsOf(value, { rows, top }, 2) - (rows - 1 - row) * 2
      return height >= 2 ? '#' : height === 1 ? '.' : ' '
    }).join(''),
  )
}

/** What was measured is seen, however little it is. */
const stepsOf = (value: number | undefined, { rows, top }: GraphOptions, perRow: number): number => {
  if (value === undefined || top <= 0) return 0
  return Math.max(1, Math.min(rows * perRow, Math.round((value / top) * rows * perRow)))
}
