import stringWidth from 'fast-string-width'
import { printable } from '../lib/printable.ts'
import { cutEnd, cutStart } from './cut.ts'

export interface Cell {
  /** From wherever: what could steer a terminal is left out. */
  readonly text: string
  /** Laid over the text after it was padded, so that colours don't count as width. */
  readonly paint?: (text: string) => string
  /** Of a text that is too long its end is kept, as of a path. */
  readonly isEndKept?: boolean
  /** Its column is what people look for: it gives way only when all others are gone. One cell says it for all. */
  readonly isKept?: boolean
  /** Where there is no room for all, its column goes whole before any is cut: the lowest first. One cell says it for all. */
  readonly goes?: number
}

const gap = '  '
/** A column that has to give way keeps at least that much. */
const leastWidth = 6

/**
 * Lines of columns two spaces apart, each as wide as its widest cell; no trailing spaces. In `columns` (a terminal's) columns that go do so
 * first, then the widest give way, and no line is longer; without it nothing is cut.
 */
export function table(given: readonly (readonly Cell[])[], columns?: number): readonly string[] {
  const rows = given.map((row) => row.map((cell) => ({ ...cell, text: printable(cell.text) })))
  const room = columns ?? Number.POSITIVE_INFINITY
  const widths = fitting(withoutGone(widestOf(rows), rows, room), { columns: room, kept: keptOf(rows) })
  return rows.map((row) => {
    const last = row.findLastIndex(({ text }, column) => text !== '' && (widths[column] ?? 0) > 0)
    return row
      .slice(0, last + 1)
      .flatMap(({ text, paint = plain, isEndKept = false }: Cell, column) => {
        const width = widths[column] ?? 0
        if (width === 0) return []
        const shown = isEndKept ? cutStart(text, width) : cutEnd(text, width)
        const padding = column === last ? 0 : width - stringWidth(shown)
        return paint(shown) + ' '.repeat(padding)
      })
      .join(gap)
  })
}

function widestOf(rows: readonly (readonly Cell[])[]): number[] {
  const widths: number[] = []
  for (const row of rows) {
    row.forEach(({ text }, column) => {
      widths[column] = Math.max(widths[column] ?? 0, stringWidth(text))
    })
  }
  return widths
}

/** The columns that a cell of theirs asks to keep. */
const keptOf = (rows: readonly (readonly Cell[])[]): ReadonlySet<number> =>
  new Set(rows.flatMap((row) => row.flatMap(({ isKept }, column) => (isKept === true ? [column] : []))))

/** How many columns of the terminal are missing. */
function missing(widths: readonly number[], columns: number): number {
  const left = widths.filter((width) => width > 0)
  return left.reduce((sum, width) => sum + width, 0) - (columns - (left.length - 1) * gap.length)
}

/** As many of the columns that go as must, in their order. */
function withoutGone(
  widths: readonly number[],
  rows: readonly (readonly Cell[])[],
  columns: number,
): readonly number[] {
  const going = rows
    .flatMap((row) => row.flatMap(({ goes }, column) => (goes === undefined ? [] : [{ goes, column }])))
    .sort((a, b) => a.goes - b.goes)
  const kept = [...widths]
  for (const { column } of going) if (missing(kept, columns) > 0) kept[column] = 0
  return kept
}

/** The widest give way until all fit; where that isn't enough, the last columns go, and those that are kept as the last of all. */
function fitting(
  widths: readonly number[],
  { columns, kept }: { readonly columns: number; readonly kept: ReadonlySet<number> },
): readonly number[] {
  const shrunk = [...widths]
  const left = () => shrunk.flatMap((width, column) => (width > 0 ? [column] : []))
  while (missing(shrunk, columns) > 0) {
    const others = left().filter((column) => !kept.has(column))
    const yielding = others.length === 0 ? left() : others
    const widest = Math.max(...yielding.map((column) => shrunk[column] ?? 0))
    const at = yielding.findLast((column) => widest <= leastWidth || shrunk[column] === widest) ?? 0
    const isOnlyOne = left().length === 1
    shrunk[at] = widest > leastWidth || isOnlyOne ? Math.max(0, (shrunk[at] ?? 0) - 1) : 0
  }
  return shrunk
}

const plain = (text: string): string => text
