import { type Cells, cellsOf } from './cells.ts'
import { plainStyle, type Style, sgrOf } from './style.ts'

const csi = '\u001b['
/** The terminal shows what stands between these at once, where it can. */
const begin = `${csi}?2026h`
const end = `${csi}?2026l`

/** So many unchanged columns between two changes are cheaper written again than jumped over. */
const shortGap = 6

/**
 * What to write so that a terminal of `columns` that shows `before` shows `after`: only cells that changed. Without `before` nothing is
 * known of what it shows, and every row is written whole. Never clears more than what is behind a row's end. Pure.
 */
export const frameDiff = (
  before: readonly string[] | undefined,
  after: readonly string[],
  columns: number,
): string => {
  const pen: Pen = { style: plainStyle }
  let written = ''
  for (const [row, line] of after.entries()) {
    const old = before?.[row]
    if (old === line) continue
    const cells = cellsOf(line)
    written +=
      old === undefined
        ? wholeRow({ row, cells, columns }, pen)
        : changesOf(cellsOf(old), { row, cells, columns }, pen)
  }
  if (written === '') return ''
  return begin + written + changePen(pen, plainStyle) + end
}

/** What the terminal's next character would look like. */
interface Pen {
  style: Style
}

interface Row {
  readonly row: number
  readonly cells: Cells
  readonly columns: number
}

const moveTo = (row: number, column: number): string => `${csi}${row + 1};${column + 1}H`

const changePen = (pen: Pen, style: Style): string => {
  if (pen.style === style) return ''
  pen.style = style
  return sgrOf(style)
}

const wholeRow = ({ row, cells, columns }: Row, pen: Pen): string =>
  moveTo(row, 0) +
  span(cells, { from: 0, to: lengthOf(cells, columns), columns }, pen) +
  erased(cells, columns, pen)

/** Behind the last column there is nothing to erase: there it would take the last character away. */
const erased = (cells: Cells, columns: number, pen: Pen): string =>
  lengthOf(cells, columns) >= columns ? '' : `${changePen(pen, plainStyle)}${csi}K`

const changesOf = (old: Cells, { row, cells, columns }: Row, pen: Pen): string => {
  const length = lengthOf(cells, columns)
  const oldLength = lengthOf(old, columns)
  const doubtful = Math.min(cells.doubtfulFrom, old.doubtfulFrom)
  const isSame = (column: number) =>
    textAt(cells, column) === textAt(old, column) && styleAt(cells, column) === styleAt(old, column)
  let written = ''
  let column = 0
  while (column < Math.max(length, oldLength)) {
    if (isSame(column)) {
      column += 1
      continue
    }
    const from = Math.min(column, doubtful)
    if (from >= length || column >= doubtful) {
      return (
        written +
        moveTo(row, from) +
        span(cells, { from, to: length, columns }, pen) +
        erased(cells, columns, pen)
      )
    }
    const to = endOfChange(column, { length, isSame: (at) => at < doubtful && isSame(at) })
    written += moveTo(row, from) + span(cells, { from, to: to, columns }, pen)
    column = to
  }
  return written
}

/** Where the run of changes that begins at `from` ends, short gaps in it included. */
const endOfChange = (
  from: number,
  { length, isSame }: { readonly length: number; readonly isSame: (column: number) => boolean },
): number => {
  let changedTo = from + 1
  for (let at = from + 1; at < length && at - changedTo <= shortGap; at += 1)
    if (!isSame(at)) changedTo = at + 1
  return changedTo
}

const span = (
  cells: Cells,
  { from, to, columns }: { readonly from: number; readonly to: number; readonly columns: number },
  pen: Pen,
): string => {
  let written = ''
  for (let column = from; column < Math.min(to, columns); column += 1)
    written += changePen(pen, styleAt(cells, column)) + textAt(cells, column)
  return written
}

/** Empty in the second column of a wide character: a change of that one is one of the first, too. */
const textAt = ({ texts }: Cells, column: number): string => texts[column] ?? ' '
const styleAt = ({ styles }: Cells, column: number): Style => styles[column] ?? plainStyle

/** Columns up to the last one that isn't blank. */
const lengthOf = ({ texts, styles }: Cells, columns: number): number => {
  let length = Math.min(texts.length, columns)
  while (length > 0 && texts[length - 1] === ' ' && styles[length - 1] === plainStyle) length -= 1
  return length
}
