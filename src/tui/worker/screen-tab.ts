import { printable } from '../../lib/printable.ts'
import { moodOf, questionOf } from '../../present/worker.ts'
import type { FleetWorker, Screen } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { keyFor } from '../keys/key-for.ts'
import { selectedRow } from '../list/rows.ts'
import { fewerColors } from '../looks/fewer-colors.ts'
import { clip, pad, sliceColumns, widthOf, withoutStyles, wrap, wrapUpTo } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Place } from '../view.ts'
import { advice } from './advice.ts'
import { boxed, frameOf } from './box.ts'
import { lifeOf } from './life.ts'
import { paneBody } from './pane-body.ts'
import { readingOf } from './pane-state.ts'

/** The screen of the selected worker, as it is, cut to the place there is: the rows and columns around its cursor. */
export const screenTab = (given: Place): readonly string[] => {
  const { model, height, theme } = given
  if (readingOf(model)?.isAwaited === false) return paneBody(given)
  const row = selectedRow(model)
  const lines = row === undefined ? [] : body(row, given)
  const isFocused = model.pane.focus !== undefined && model.pane.focus === model.selected
  return row === undefined ? [] : boxed(lines, { theme, size: model.size, height, isFocused, note: '' })
}

/** Its last screen is another life's. */
export const isEnded = (worker: Worker): boolean => lifeOf(worker) === 'ended'

export const screenOf = (model: Model): Screen | undefined =>
  model.screen?.name === model.selected ? model.screen?.screen : undefined

const body = (row: FleetWorker, { model, theme, height }: Place): readonly string[] => {
  const around = frameOf(model.size, height)
  const columns = Math.max(1, model.size.columns - around.columns)
  const why = advice(row.worker, model)
  const screen = screenOf(model)
  const asks = askedLines(row, { model, theme, height }, columns)
  const note =
    why === undefined
      ? asks
      : [
          ...wrap(printable(why), columns).map((line) => theme.paint[theme.tones[moodOf(row.worker)]](line)),
          '',
        ]
  if (isEnded(row.worker))
    return [...note, theme.paint.dim(`${keyFor(model, 'tab.logs', '2')} shows what it printed.`)]
  if (screen === undefined) return note
  const rows = Math.max(0, height - around.rows - note.length)
  return [
    ...note,
    ...screenLines(screen, { rows, columns, theme, isFocused: model.pane.focus === row.worker.name }),
  ]
}

/** Fewer hold no dialog beside a question of several lines. */
const leastRowsForWhole = 12

/** What it asks, whole where there is room, above its screen; whoever types to it has the screen alone. */
const askedLines = (
  { worker }: FleetWorker,
  { model, theme, height }: Pick<Place, 'model' | 'theme' | 'height'>,
  columns: number,
): readonly string[] => {
  const question = questionOf(worker)
  if (question === undefined || model.pane.focus === worker.name) return []
  // Its dialog, with what can be chosen, needs the rows more.
  const rows = height < leastRowsForWhole ? 1 : Math.floor(height / 2)
  const lines = wrapUpTo(question, { columns, rows, ellipsis: theme.glyphs.ellipsis })
  return [...lines.map((line) => theme.paint[theme.tones[moodOf(worker)]](line)), '']
}

interface ScreenPlace {
  readonly rows: number
  readonly columns: number
  readonly theme: Theme
  readonly isFocused: boolean
}

const screenLines = (screen: Screen, place: ScreenPlace): readonly string[] => {
  const { columns, theme, isFocused } = place
  const { row: fromRow, column: fromColumn, rows } = partOf(screen, place)
  return screen.lines.slice(fromRow, fromRow + rows).map((line, index) => {
    const isCursors = screen.cursor.isVisible && screen.cursor.row === fromRow + index
    const shown = screenLine(line, { from: fromColumn, columns, theme })
    return isCursors ? withCursor(shown, screen.cursor.column - fromColumn, { theme, isFocused }) : shown
  })
}

/**
 * The part of it that matters when not all fits: the rows down to the last one with text, or the cursor's; the left edge, as long
 * as nobody types beyond the right one.
 */
export const partOf = (
  screen: Screen,
  { rows: height, columns, isFocused }: Pick<ScreenPlace, 'rows' | 'columns' | 'isFocused'>,
): { readonly row: number; readonly column: number; readonly rows: number } => {
  const lastText = screen.lines.findLastIndex((line) => withoutStyles(line).trim() !== '')
  const end = Math.min(screen.lines.length, Math.max(height, lastText + 1, screen.cursor.row + 1))
  const row = Math.max(0, Math.min(end - height, isFocused ? screen.cursor.row : end))
  const beyond = screen.cursor.column - columns + 1
  return {
    row,
    rows: Math.min(height, screen.lines.length - row),
    column: isFocused ? Math.max(0, beyond) : 0,
  }
}

const clipped = new Map<string, string>()
const reset = '\u001b[0m'

/** Clipping a line of cells is the dearest thing in a frame, and most lines are those of the frame before. */
const screenLine = (
  line: string,
  { from, columns, theme }: { readonly from: number; readonly columns: number; readonly theme: Theme },
): string => {
  const key = `${from}:${columns}:${theme.colorLevel}:${line}`
  const known = clipped.get(key)
  if (known !== undefined) return known
  if (clipped.size > 1000) clipped.clear()
  const shown = theme.colorLevel === 0 ? withoutStyles(line) : fewerColors(line, theme.colorLevel)
  const cut = from === 0 ? clip(shown, columns, '') : sliceColumns(shown, from, from + columns)
  const result = cut.includes('\u001b') ? cut + reset : cut
  clipped.set(key, result)
  return result
}

/** A block where keys go to the worker, a line under the cell where they don't. */
const withCursor = (
  line: string,
  column: number,
  { theme, isFocused }: { readonly theme: Theme; readonly isFocused: boolean },
): string => {
  if (column < 0) return line
  const wide = widthOf(line) <= column ? pad(line, column + 1) : line
  const before = sliceColumns(wide, 0, column)
  const under = withoutStyles(sliceColumns(wide, column, column + 1)) || ' '
  const after = sliceColumns(wide, column + widthOf(under), Math.max(widthOf(wide), column + widthOf(under)))
  if (theme.colorLevel > 0)
    return `${before}${isFocused ? theme.cursor(under) : `\u001b[4m${under}\u001b[24m`}${after}`
  // Without styles a blank can show where it is; a character stays what it is.
  return isFocused && under === ' ' ? `${before}${theme.isUnicode ? '▏' : '|'}${after}` : line
}
