import { pad } from '../looks/text.ts'
import type { Place } from '../view.ts'

/** As many of the lines as there is room for, with that one among them. */
export const around = <Line>(lines: readonly Line[], at: number, height: number): readonly Line[] => {
  const from = firstOf(lines, at, height)
  return lines.slice(from, from + height)
}

/** The same, with a mark at the right edge where there is more above or below. */
export const markedAround = (lines: readonly string[], at: number, place: Place): readonly string[] => {
  const { theme, model, height } = place
  const from = firstOf(lines, at, height)
  const shown = lines.slice(from, from + height)
  const marks: Readonly<Record<number, string>> = {
    ...(from + height < lines.length ? { [height - 1]: theme.glyphs.more.down } : {}),
    ...(from > 0 ? { 0: theme.glyphs.more.up } : {}),
  }
  const columns = model.size.columns - 1
  return shown.map((line, row) => {
    const mark = marks[row]
    if (mark === undefined || columns < 1) return line
    return pad(line, columns, { ellipsis: theme.glyphs.ellipsis }) + theme.paint.dim(mark)
  })
}

const firstOf = (lines: readonly unknown[], at: number, height: number): number =>
  Math.max(0, Math.min(at - Math.floor(height / 2), lines.length - height))
