import { printable } from '../../lib/printable.ts'
import { edit, insert, type LineEditor, textOf } from '../dialogs/line-editor.ts'
import { paneArea } from '../layout.ts'
import { withoutStyles } from '../looks/text.ts'
import { themeFor } from '../looks/theme.ts'
import type { Change, Model } from '../model.ts'
import { frameOf } from './box.ts'
import { type Reading, readingOf } from './pane-state.ts'
import { isEndFirst, tabLines } from './tab-lines.ts'

/** Looks change no text. */
const plainTheme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

const texts = new WeakMap<readonly string[], readonly string[]>()

/** The tab's text without colours: what is searched and copied. */
export const plainLines = (model: Model): readonly string[] => {
  const lines = tabLines({ model, theme: plainTheme, keymap: [] }) ?? []
  const known = texts.get(lines)
  if (known !== undefined) return known
  const plain = lines.map((line) => withoutStyles(line).trimEnd())
  texts.set(lines, plain)
  return plain
}

/** How many lines of text the pane shows. */
export const textRows = (model: Model): number => {
  const area = paneArea(model)
  return area === undefined ? 1 : Math.max(1, area.rows - frameOf(area, area.rows).rows)
}

/** The first line of those shown: `top` as it is, as long as the line one is at is among them. */
const topOf = (
  { top, at }: Pick<Reading, 'top' | 'at'>,
  { count, rows }: { readonly count: number; readonly rows: number },
): number => Math.max(0, Math.min(Math.max(top, at - rows + 1), at, Math.max(0, count - rows)))

/** The first line that the pane shows: where somebody reads, else the tab's end or its top. */
export const firstShown = (
  model: Model,
  shown: { readonly count: number; readonly rows: number },
): number => {
  const reading = readingOf(model)
  if (reading !== undefined) return topOf(reading, shown)
  return isEndFirst(model.tab) ? Math.max(0, shown.count - shown.rows) : 0
}

const inReading =
  (change: (reading: Reading, model: Model) => Partial<Reading>): Change =>
  (model) => {
    const reading = readingOf(model)
    return reading === undefined
      ? model
      : { ...model, pane: { ...model.pane, reading: { ...reading, ...change(reading, model) } } }
  }

/** Begins where the tab stands: at its end, or at its top. The history of a screen has to come first. */
export const beginReading: Change = (model) => {
  const { selected: name, tab } = model
  if (name === undefined || readingOf(model) !== undefined) return model
  const count = plainLines(model).length
  const at = tab !== 'screen' && isEndFirst(tab) ? Math.max(0, count - 1) : 0
  const reading: Reading = {
    ...{ name, tab, at, anchor: undefined, query: '', typing: undefined },
    top: Math.max(0, at - textRows(model) + 1),
    isAwaited: tab === 'screen',
  }
  return { ...model, awaited: undefined, pane: { ...model.pane, reading } }
}

/** Back to the list of files, where it was opened from there. */
export const endReading: Change = (model) => {
  const { loaded } = model.pane
  const under = readingOf(model)?.under
  if (under === undefined || loaded === undefined)
    return {
      ...model,
      pane: { ...model.pane, reading: undefined, loaded: model.tab === 'screen' ? undefined : loaded },
    }
  const { tab } = under
  return { ...model, tab, pane: { ...model.pane, reading: under, loaded: { ...loaded, tab } } }
}

/** The history has come: what was asked meanwhile is done now. */
export const readHistory =
  (name: string, lines: readonly string[]): Change =>
  (model) => {
    const reading = readingOf(model)
    if (reading?.isAwaited !== true || reading.name !== name) return model
    const loaded = { name, tab: 'screen', content: { kind: 'text', lines } } as const
    const begun = { ...model, pane: { ...model.pane, loaded } }
    const last = lines.length - 1
    const settled = { ...reading, isAwaited: false, at: last, top: Math.max(0, last - textRows(model) + 1) }
    return moveReading(reading.at)({ ...begun, pane: { ...begun.pane, reading: settled } })
  }

/** So many lines on; the text moves along only as far as it must. A page moves both. */
export const moveReading = (by: number): Change =>
  inReading(({ at, top, isAwaited }, model) => {
    if (isAwaited) return { at: Number.isFinite(at + by) ? at + by : by }
    const rows = textRows(model)
    const count = plainLines(model).length
    const isPage = Math.abs(by) >= rows - 1 && Number.isFinite(by)
    const next = Math.max(0, Math.min(count - 1, at + by))
    return { at: next, top: topOf({ top: isPage ? top + by : top, at: next }, { count, rows }) }
  })

export const pageReading =
  (pages: number): Change =>
  (model) => {
    // What shows its end has nothing further down.
    if (readingOf(model) === undefined && pages > 0 && isEndFirst(model.tab)) return model
    return moveReading(pages * Math.max(1, textRows(model) - 1))(beginReading(model))
  }

export const toggleSelection: Change = inReading(({ anchor, at }) => ({
  anchor: anchor === undefined ? at : undefined,
}))

export const typeQuery = (typing: LineEditor | undefined): Change => inReading(() => ({ typing }))

/** A key of the query's editor. */
export const typeIntoQuery = (model: Model, key: string): Change => {
  const typing = readingOf(model)?.typing
  const edited = typing === undefined ? undefined : edit(typing, key)
  return edited === undefined ? (same) => same : typeQuery(edited)
}

export const pasteIntoQuery = (model: Model, text: string): Change => {
  const typing = readingOf(model)?.typing
  if (typing === undefined) return (same) => same
  return typeQuery(insert(typing, printable(text.replace(/\s+/g, ' '))))
}

/** What was typed is what is looked for; nothing typed is the same as before. Back from where one is, as one reads back. */
export const takeQuery: Change = (model) => {
  const reading = readingOf(model)
  if (reading?.typing === undefined) return model
  const typed = textOf(reading.typing)
  const query = typed === '' ? reading.query : typed
  const taken = inReading(() => ({ typing: undefined, query }))(model)
  return nextMatch(1)(taken)
}

/** On in the direction in which the tab is read: back in time, or down from its top. -1: the other way. */
export const nextMatch =
  (way: 1 | -1): Change =>
  (model) =>
    findMatch(isEndFirst(model.tab) === (way === 1) ? -1 : 1)(model)

/** The next line that has it, in a ring; where there is none, nothing moves. */
const findMatch =
  (direction: 1 | -1): Change =>
  (model) => {
    const reading = readingOf(model)
    if (reading === undefined || reading.query === '') return model
    const lines = plainLines(model)
    const isMatch = matcherOf(reading.query)
    for (let step = 1; step <= lines.length; step += 1) {
      const at = (reading.at + direction * step + lines.length * 2) % lines.length
      if (!isMatch(lines[at] ?? '')) continue
      const rows = textRows(model)
      const isShown = at >= reading.top && at < reading.top + rows
      const top = isShown ? reading.top : at - Math.floor(rows / 2)
      return inReading(() => ({ at, top: topOf({ top, at }, { count: lines.length, rows }) }))(model)
    }
    return model
  }

/** Capitals matter only where some were typed. */
export const matcherOf = (query: string): ((line: string) => boolean) => {
  const isExact = query !== query.toLowerCase()
  return (line) => (isExact ? line : line.toLowerCase()).includes(query)
}

const counts = new WeakMap<readonly string[], { readonly query: string; readonly count: number }>()

/** Lines that have it. */
export const countMatches = (model: Model, query: string): number => {
  const lines = plainLines(model)
  const known = counts.get(lines)
  if (known?.query === query) return known.count
  const count = query === '' ? 0 : lines.filter(matcherOf(query)).length
  counts.set(lines, { query, count })
  return count
}

/** The selected lines, by index. */
export const selectionOf = ({
  anchor,
  at,
}: Reading): { readonly from: number; readonly to: number } | undefined =>
  anchor === undefined ? undefined : { from: Math.min(anchor, at), to: Math.max(anchor, at) }
