import type { MouseWish, Screen } from '../../workers/fleet/fleet.ts'
import { type Area, paneArea } from '../layout.ts'
import type { Model } from '../model.ts'
import { frameOf } from './box.ts'
import type { TypedMouse } from './focus-reader.ts'
import { partOf, screenOf } from './screen-tab.ts'

const modeOf: Readonly<Record<MouseWish['of'], number>> = { presses: 1000, drags: 1002, moves: 1003 }

/** What makes the person's terminal report as much of the mouse as a program wants to hear; `undefined`: nothing any more. */
export const mouseMode = (wish: MouseWish | undefined): string => {
  const off = Object.values(modeOf)
    .map((mode) => `\x1b[?${mode}l`)
    .join('')
  return wish === undefined ? `${off}\x1b[?1006l` : `${off}\x1b[?${modeOf[wish.of]}h\x1b[?1006h`
}

/** A report as the program in the focused worker wants it; `undefined` beside its screen, or where it asked for less. */
export const mouseBytes = (model: Model, report: TypedMouse): Uint8Array | undefined => {
  const screen = screenOf(model)
  if (screen?.mouse === undefined) return undefined
  const isMove = (report.button & 32) !== 0
  const isHeld = (report.button & 3) !== 3
  const { of, isSgr } = screen.mouse
  if (isMove && (of === 'presses' || (of === 'drags' && !isHeld))) return undefined
  const at = placeOn(screen, model, report)
  if (at === undefined) return undefined
  const { button, isRelease } = report
  if (isSgr) return Buffer.from(`\x1b[<${button};${at.column + 1};${at.row + 1}${isRelease ? 'm' : 'M'}`)
  const code = isRelease ? (button & ~3) | 3 : button
  const bytes = [code, at.column + 1, at.row + 1].map((value) => value + 32)
  return bytes.some((value) => value > 255) ? undefined : Buffer.from([0x1b, 0x5b, 0x4d, ...bytes])
}

interface Cell {
  readonly column: number
  readonly row: number
}

/** The worker's cell that is shown where the mouse is. */
const placeOn = (screen: Screen, model: Model, { column, row }: TypedMouse): Cell | undefined => {
  const { rows, columns, ...origin } = textPlace(model)
  const [x, y] = [column - 1 - origin.column, row - 1 - origin.row]
  if (x < 0 || y < 0 || x >= columns || y >= rows) return undefined
  const part = partOf(screen, { rows, columns, isFocused: true })
  const at = { column: part.column + x, row: part.row + y }
  return at.column < screen.columns && at.row < screen.rows ? at : undefined
}

/** Where on the terminal the text of the pane is. */
const textPlace = (model: Model): Area => {
  const area = paneArea(model)
  if (area === undefined) return { column: 0, row: 0, rows: 0, columns: 0 }
  const around = frameOf(area, area.rows)
  return {
    column: area.column + around.columns / 2,
    row: area.row + around.rows / 2,
    rows: area.rows - around.rows,
    columns: area.columns - around.columns,
  }
}
