import stringWidth from 'fast-string-width'

export interface Cell {
  readonly text: string
  /** Laid over the text after it was padded, so that colours don't count as width. */
  readonly paint?: (text: string) => string
}

/** Lines of columns two spaces apart, each as wide as its widest cell; no trailing spaces. */
export function table(rows: readonly (readonly Cell[])[]): readonly string[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(text))
    })
  }
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }) => text !== '')
    return row
      .slice(0, last + 1)
      .map(({ text, paint = plain }, column) => {
        const padding = column === last ? 0 : (widths[column] ?? 0) - stringWidth(text)
        return paint(text) + ' '.repeat(padding)
      })
      .join('  ')
  })
}

const plain = (text: string): string => text
