import { textOf } from '../dialogs/line-editor.ts'
import { fewerColors } from '../looks/fewer-colors.ts'
import { clip, widthOf, withoutStyles, wrap } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Place } from '../view.ts'
import { boxed, frameOf } from './box.ts'
import type { Reading } from './pane-state.ts'
import { readingOf } from './pane-state.ts'
import { countMatches, firstShown, matcherOf, selectionOf } from './reading.ts'
import { contentOf, isEndFirst, tabLines } from './tab-lines.ts'

/** The text of a tab, or of a screen's history while somebody reads in it. */
export const paneBody = (place: Place): readonly string[] => {
  const { model, theme, height } = place
  const around = frameOf(model.size, height)
  const columns = Math.max(1, model.size.columns - around.columns)
  const rows = Math.max(1, height - around.rows)
  const lines = tabLines(place)
  const reading = readingOf(model)
  if (lines === undefined) {
    const words = absent(place, columns)
    return boxed(words, { theme, size: model.size, height, isFocused: false, note: '' })
  }
  const count = lines.length
  const from = firstShown(model, { count, rows })
  const shown = lines.slice(from, from + rows)
  const marks = new Set<number>()
  if (reading !== undefined) {
    const { from: first, to: last } = selectionOf(reading) ?? { from: reading.at, to: reading.at }
    for (let at = first; at <= last; at += 1) if (at >= from && at < from + rows) marks.add(at - from)
  }
  const query = reading?.query ?? ''
  // What a terminal showed is shown as it was.
  const ellipsis = contentOf(model)?.kind === 'text' ? '' : theme.glyphs.ellipsis
  return boxed(
    shown.map((line, row) =>
      bodyLine(line, { theme, columns, query, ellipsis, isSelected: isIn(reading, from + row) }),
    ),
    { theme, size: model.size, height, isFocused: false, marks, note: note(place, { count, rows, from }) },
  )
}

const isIn = (reading: Reading | undefined, at: number): boolean => {
  const selection = reading === undefined ? undefined : selectionOf(reading)
  return selection !== undefined && at >= selection.from && at <= selection.to
}

interface LineLook {
  readonly theme: Theme
  readonly columns: number
  readonly query: string
  readonly ellipsis: string
  readonly isSelected: boolean
}

const reset = '\u001b[0m'

const bodyLine = (line: string, { theme, columns, query, ellipsis, isSelected }: LineLook): string => {
  const plain = withoutStyles(line)
  const isMatch = query !== '' && matcherOf(query)(plain)
  if (isSelected) return theme.paint.accent(clip(plain, columns, ellipsis))
  if (isMatch && theme.colorLevel > 0) return clip(marked(plain, query, theme), columns, ellipsis)
  const shown = theme.colorLevel === 0 ? plain : fewerColors(line, theme.colorLevel)
  const cut = widthOf(shown) <= columns ? shown : clip(shown, columns, ellipsis)
  return cut.includes('\u001b') ? cut + reset : cut
}

/** Each match as the cursor of an editor looks. */
const marked = (plain: string, query: string, theme: Theme): string => {
  const isExact = query !== query.toLowerCase()
  const text = isExact ? plain : plain.toLowerCase()
  // Lower case can be longer than what it is of; then nothing is marked.
  if (text.length !== plain.length) return plain
  let out = ''
  let at = 0
  for (let found = text.indexOf(query); found >= 0; found = text.indexOf(query, at)) {
    out += plain.slice(at, found) + theme.cursor(plain.slice(found, found + query.length))
    at = found + query.length
  }
  return out + plain.slice(at)
}

/** In place of what isn't there: why, or that it is on its way. */
const absent = ({ model, theme }: Place, columns: number): readonly string[] => {
  const content = contentOf(model)
  if (content?.kind === 'loading') return [theme.paint.dim('loading')]
  if (content?.kind === 'failed')
    return [
      ...wrap(content.what, columns).map((line) => theme.paint.bad(line)),
      ...(content.next === undefined ? [] : wrap(content.next, columns).map((line) => theme.paint.dim(line))),
    ]
  return model.tab === 'stats'
    ? [theme.paint.dim('no numbers: it does not run, or they have not come yet')]
    : []
}

/** In the lower edge: what is looked for, and where one is. */
const note = (
  { model, theme }: Place,
  { count, rows, from }: { readonly count: number; readonly rows: number; readonly from: number },
): string => {
  const reading = readingOf(model)
  const { separator } = theme.glyphs
  const place = count <= rows ? '' : `${Math.min(count, from + rows)} of ${count} lines`
  if (reading === undefined) return isEndFirst(model.tab) ? '' : theme.paint.dim(place)
  if (reading.typing !== undefined) return `/${textOf(reading.typing)}${theme.cursor(' ')}`
  const matches = countMatches(model, reading.query)
  const found =
    reading.query === ''
      ? ''
      : `/${clip(reading.query, 30, theme.glyphs.ellipsis)} ${matches === 0 ? 'not found' : `on ${matches} ${matches === 1 ? 'line' : 'lines'}`}`
  const selection = selectionOf(reading)
  const selected = selection === undefined ? '' : `${selection.to - selection.from + 1} selected`
  return theme.paint.accent([found, selected, place].filter((part) => part !== '').join(separator))
}
