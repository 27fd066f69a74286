import { wrapUpTo } from '../looks/text.ts'
import type { Place } from '../view.ts'
import { around } from './around.ts'
import type { LineEditor } from './line-editor.ts'
import { workersInWords } from './target.ts'
import { type Cell, rowsOfText } from './text-area.ts'

/** To whom, and the text on as many rows as it has; the row of the cursor stays in sight. */
export const sendLines = (
  names: readonly string[],
  editor: LineEditor,
  place: Place,
  left: readonly string[] = [],
): readonly string[] => {
  const { model, theme, height } = place
  const room = { columns: model.size.columns - 2, ellipsis: theme.glyphs.ellipsis }
  const [only = ''] = names
  const to =
    names.length === 1 && left.length === 0
      ? [`send to ${theme.paint.strong(only)}`]
      : wrapUpTo(`send to ${workersInWords(names.length)}: ${names.join(', ')}`, { ...room, rows: 3 })
  const without =
    left.length === 0
      ? []
      : wrapUpTo(`Can't have it as they are: ${left.join(', ')}.`, { ...room, rows: 2 }).map((line) =>
          theme.paint.dim(line),
        )
  const rows = rowsOfText(editor, Math.max(1, room.columns))
  const text = rows.map((cells) => cells.map((cell) => drawn(cell, place)).join(''))
  const at = rows.findIndex((cells) => cells.some(({ isCursor }) => isCursor))
  const head = ['', ...[...to, ...without].map((line) => ` ${line}`), '']
  const shown = around(text, at, Math.max(1, height - head.length))
  return [...head, ...shown.map((line) => ` ${line}`)]
}

const drawn = ({ character, isCursor }: Cell, { theme }: Place): string =>
  isCursor ? theme.cursor(character) : character
