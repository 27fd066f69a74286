import { pad, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Size } from '../model.ts'

interface BoxLook {
  readonly corners: readonly [string, string, string, string]
  readonly flat: string
  readonly side: string
}

const light: BoxLook = { corners: ['╭', '╮', '╰', '╯'], flat: '─', side: '│' }
/** Of a screen that has the keys: another line, not another colour alone. */
const heavy: BoxLook = { corners: ['┏', '┓', '┗', '┛'], flat: '━', side: '┃' }
const asciiLight: BoxLook = { corners: ['+', '+', '+', '+'], flat: '-', side: '|' }
const asciiHeavy: BoxLook = { corners: ['#', '#', '#', '#'], flat: '=', side: '#' }

/** Rows and columns around the text: a box where there is room for one. */
export const frameOf = (
  size: Pick<Size, 'columns'>,
  height: number,
): { readonly rows: number; readonly columns: number } =>
  height >= 7 && size.columns >= 44
    ? { rows: 2, columns: size.columns >= roomyColumns ? 6 : 4 }
    : { rows: 0, columns: 2 }

/** From here on, a blank stands between the box and the text. */
const roomyColumns = 90

interface Boxed {
  readonly theme: Theme
  readonly size: Size
  /** Of all of it, the box included. */
  readonly height: number
  readonly isFocused: boolean
  /** Stands in the lower edge. */
  readonly note: string
  /** Of the lines, by their row: what stands in the left edge in place of its line. */
  readonly marks?: ReadonlySet<number>
}

/** Lines in a box, or behind a blank where there is no room for one. */
export const boxed = (lines: readonly string[], box: Boxed): readonly string[] => {
  const { theme, size, height, isFocused, note, marks } = box
  const around = frameOf(size, height)
  const paint = isFocused ? theme.paint.accent : theme.paint.dim
  const left = (row: number, side: string) =>
    marks?.has(row) === true ? theme.paint.accent(theme.glyphs.selected) : side
  if (around.rows === 0)
    return Array.from({ length: height }, (_, row) => `${left(row, ' ')}${lines[row] ?? ''}`)
  const look = theme.isUnicode ? (isFocused ? heavy : light) : isFocused ? asciiHeavy : asciiLight
  const [topLeft, topRight, bottomLeft, bottomRight] = look.corners
  const inner = size.columns - 3
  const words = note === '' ? '' : ` ${note} `
  const rest = Math.max(0, inner - 1 - widthOf(words))
  const text = Math.max(0, size.columns - around.columns)
  const side = paint(look.side)
  const gap = around.columns > 4 ? ' ' : ''
  return [
    ` ${paint(topLeft + look.flat.repeat(inner - 1) + topRight)}`,
    ...Array.from(
      { length: height - 2 },
      (_, row) => ` ${left(row, side)}${gap}${pad(lines[row] ?? '', text, { ellipsis: '' })}${gap}${side}`,
    ),
    ` ${paint(bottomLeft + look.flat.repeat(rest))}${words}${paint(bottomRight)}`,
  ]
}
