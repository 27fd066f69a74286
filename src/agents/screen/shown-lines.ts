import { type ScreenLine, screenLines } from './screen-lines.ts'
import type { ScreenRules } from './screen-rules.ts'

/** A screen's lines, `lines` as `capture-pane -e` prints them, without what stands at the right edge and says nothing. */
export const shownLines = (
  lines: readonly string[],
  { scrollbar, sidebar }: Pick<ScreenRules, 'scrollbar' | 'sidebar'>,
): readonly ScreenLine[] => {
  const shown = screenLines(lines).map((line) => withoutScrollbar(line, scrollbar))
  const from = sidebar === undefined ? undefined : startOf(shown, sidebar)
  return from === undefined ? shown : shown.map((line) => cut(line, from))
}

const withoutScrollbar = (line: ScreenLine, bar: string | undefined): ScreenLine =>
  bar !== undefined && line.text.endsWith(bar)
    ? { ...line, text: line.text.slice(0, -bar.length).trimEnd() }
    : line

/** How near to the screen's end its last line stands, and how far to the right at the least: a talk may have the same words. */
const lastLines = 3
const leastColumn = 60

const startOf = (lines: readonly ScreenLine[], last: RegExp): number | undefined => {
  const found = lines.slice(-lastLines).map(({ text }) => last.exec(text)?.index ?? 0)
  return found.findLast((column) => column >= leastColumn)
}

const cut = ({ text, looks }: ScreenLine, from: number): ScreenLine => {
  const kept = text.slice(0, from).trimEnd()
  return { text: kept, looks: looks.slice(0, kept.length) }
}
