import { printable } from '../../lib/printable.ts'
import { formatAge } from '../../present/duration.ts'
import { moodOf, stateSince, stateWords } from '../../present/worker.ts'
import type { FleetWorker, Screen } from '../../workers/fleet.ts'
import type { Worker } from '../../workers/worker.ts'
import { selectedRow } from '../list/rows.ts'
import { fewerColors } from '../looks/fewer-colors.ts'
import { clip, spread, withoutStyles, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Place } from '../view.ts'
import { advice } from './advice.ts'
import { lifeOf } from './life.ts'

/** The screen of the selected worker, as it is, cut to the place there is: the rows around its cursor, from its left edge. */
export const screenTab = (given: Place): readonly string[] => {
  const { model, height } = given
  const row = selectedRow(model)
  const lines = row === undefined ? [] : body(row, given)
  return [...lines, ...Array<string>(Math.max(0, height - lines.length)).fill('')].slice(0, height)
}

/** Whose screen it is, since when it is in its state, and what it was made from. */
export const workerTitle = (model: Model, theme: Theme): string => {
  const row = selectedRow(model)
  if (row === undefined) return ''
  const { worker } = row
  const since = stateSince(worker)
  const age = since === undefined ? '' : ` for ${formatAge(since, model.now)}`
  const screen = isEnded(worker) ? undefined : screenOf(model)
  const size = screen === undefined ? '' : `${screen.columns}x${screen.rows}${theme.glyphs.separator}`
  return spread({
    left: ` ${theme.paint.strong(worker.name)}  ${theme.paint[theme.tones[moodOf(worker)]](stateWords(worker) + age)}`,
    right: `${theme.paint.dim(`${size}${worker.image}`)} `,
    columns: model.size.columns,
  })
}

/** Its last screen is another life's. */
const isEnded = (worker: Worker): boolean => lifeOf(worker) === 'ended'

const screenOf = (model: Model): Screen | undefined =>
  model.screen?.name === model.selected ? model.screen?.screen : undefined

const body = (row: FleetWorker, { model, theme, height }: Place): readonly string[] => {
  const columns = model.size.columns - 2
  const why = advice(row.worker)
  const screen = screenOf(model)
  const note =
    why === undefined
      ? []
      : [
          ...wrap(printable(why), columns).map(
            (line) => ` ${theme.paint[theme.tones[moodOf(row.worker)]](line)}`,
          ),
          '',
        ]
  if (screen === undefined || isEnded(row.worker)) return note.length > 0 ? note : ['']
  const room = Math.max(0, height - note.length)
  return [...note, ...around(screen, room).map((line) => ` ${screenLine(line, columns, theme)}`)]
}

/** The rows that matter when not all fit: down to the last one with text, or the cursor's. */
const around = (screen: Screen, height: number): readonly string[] => {
  const lastText = screen.lines.findLastIndex((line) => withoutStyles(line).trim() !== '')
  const end = Math.min(screen.lines.length, Math.max(height, lastText + 1, screen.cursor.row + 1))
  return screen.lines.slice(Math.max(0, end - height), end)
}

const clipped = new Map<string, string>()
const reset = '\u001b[0m'

/** Clipping a line of cells is the dearest thing in a frame, and most lines are those of the frame before. */
const screenLine = (line: string, columns: number, theme: Theme): string => {
  const key = `${columns}:${theme.colorLevel}:${line}`
  const known = clipped.get(key)
  if (known !== undefined) return known
  if (clipped.size > 1000) clipped.clear()
  const shown = theme.colorLevel === 0 ? withoutStyles(line) : fewerColors(line, theme.colorLevel)
  const cut = clip(shown, columns, '')
  const result = cut.includes('\u001b') ? cut + reset : cut
  clipped.set(key, result)
  return result
}
