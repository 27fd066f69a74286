import { isAttention, moodOf, questionOf, stateWords } from '../../present/worker.ts'
import { commandRows } from '../command/command-lines.ts'
import { dialogLines } from '../dialogs/dialog-lines.ts'
import { isAbovePane, layoutOf, leastRowsForLook, tinyRows } from '../layout.ts'
import { firstSteps } from '../list/first-steps.ts'
import { rowsOf } from '../list/rows.ts'
import { table } from '../list/table.ts'
import { clip, filled } from '../looks/text.ts'
import type { Dialog, Model } from '../model.ts'
import type { Place, View } from '../view.ts'
import { views } from '../views/views.ts'
import { tabs } from '../worker/tabs.ts'
import { workerTitle } from '../worker/worker-title.ts'
import { ofWidth, sideBySide } from './beside.ts'
import { guarded } from './boundary.ts'
import { footer, tinyFooter, toastLines } from './footer.ts'
import { header, rollUp, rule } from './header.ts'

/** The whole screen: exactly as many lines as the terminal has rows, none wider than its columns. */
export const frame = (view: View): readonly string[] => {
  const { model, theme } = view
  const { rows, columns } = model.size
  const lines = linesOf(view)
  return Array.from({ length: Math.max(1, rows) }, (_, row) => {
    const line = clip(lines[row] ?? '', columns, theme.glyphs.ellipsis)
    return theme.isUnicode ? line : inAscii(line)
  })
}

const asciiFor: Readonly<Record<string, string>> = {
  '·': '-',
  '–': '-',
  '—': '-',
  '…': '~',
  '’': "'",
  '─': '-',
  '│': '|',
  '›': '>',
  '‹': '<',
  '├': '|',
  '└': '`',
  '→': '>',
  '−': '-',
  '✓': '+',
  '✗': 'x',
  '◐': '@',
}

/** For terminals without unicode: what has a likeness keeps it, the rest (from workers) becomes a question mark. */
const inAscii = (line: string): string =>
  line.replaceAll(/[\u0080-\u{10ffff}]/gu, (character) => asciiFor[character] ?? '?')

const linesOf = (view: View): readonly string[] => {
  const { model, theme } = view
  const layout = layoutOf(model)
  if (layout.kind === 'tiny') return tiny(view)
  const { rows } = model.size
  const top = [...guarded('header', { ...view, height: 1 }, () => [header(model, theme)]), rule(model, theme)]
  const bottom = guarded('footer', { ...view, height: 2 }, () => [...toastLines(model, theme), footer(view)])
  const height = rows - top.length - bottom.length
  return [...top, ...filled(middle({ ...view, height }), height), ...bottom]
}

/** The dialog in its place. */
const asked = (dialog: Dialog, place: Place): readonly string[] =>
  guarded('dialog', place, (there) => dialogLines(dialog, there))

/** The view that is on instead of the workers, unless a dialog stands in its place. */
const otherView = (place: Place): readonly string[] | undefined => {
  const { view, dialog } = place.model
  if (view === 'workers' || (dialog !== undefined && dialog.kind !== 'cancel-build')) return undefined
  return guarded(`${view} view`, place, views[view])
}

const middle = (place: Place): readonly string[] => {
  const { model, theme, height } = place
  const layout = layoutOf(model)
  const { dialog } = model
  if (dialog?.kind === 'help') return asked(dialog, place)
  if (dialog?.kind === 'command') {
    const rows = commandRows(height)
    const above = middle({ ...place, model: { ...model, dialog: undefined }, height: height - rows })
    return [...filled(above, height - rows), ...asked(dialog, { ...place, height: rows })]
  }
  const other = otherView(place)
  if (other !== undefined) return other
  const isBelow = layout.kind === 'list' && layout.previewRows > 0 && dialog === undefined
  if (layout.kind === 'tiny' || (layout.kind === 'list' && !isBelow)) {
    const listHeight = height - 1
    if (dialog === undefined && isEmpty(model) && listHeight > leastRowsForLook + emptyListRows)
      return [
        ...list({ ...place, height: emptyListRows }),
        ...firstSteps({ ...place, height: listHeight - emptyListRows }),
      ]
    if (dialog === undefined) return list({ ...place, height: listHeight })
    const lines = asked(dialog, place)
    const above =
      dialog.kind === 'filter' || dialog.kind === 'sort'
        ? list({ ...place, height: listHeight - lines.length })
        : []
    return [...above, ...lines]
  }
  if (layout.kind === 'both' && layout.beside !== undefined) {
    const { listColumns, previewColumns } = layout.beside
    return sideBySide({
      left: list({ ...ofWidth(place, listColumns), height: height - 1 }),
      right: preview({ ...ofWidth(place, previewColumns), listColumns, height: height - 1 }),
      ...{ columns: listColumns, height, theme },
    })
  }
  // A toast of several rows takes them from the preview.
  const previewHeight = Math.max(0, height - (layout.kind === 'screen' ? 1 : layout.listRows + 3))
  // Nor is a form cut that would fit without the list.
  if (dialog?.kind === 'start' && asked(dialog, { ...place, height: 99 }).length > previewHeight)
    return asked(dialog, place)
  const lower = preview({ ...place, height: previewHeight })
  return layout.kind === 'screen'
    ? lower
    : [...list({ ...place, height: layout.listRows }), rule(model, theme), ...lower]
}

const isEmpty = ({ snapshot }: Model): boolean => snapshot.workers.length === 0

/** That there is nobody, and a blank. */
const emptyListRows = 2

/** The selected worker, or the dialog that stands in its place, or above it: a title and `height` lines. */
const preview = (place: Place): readonly string[] => {
  const { dialog } = place.model
  if (dialog === undefined) return pane(place)
  const lines = asked(dialog, place)
  const height = place.height - lines.length - 1
  return isAbovePane(place.model) && height >= leastRowsForLook
    ? [...lines, '', ...pane({ ...place, height })]
    : lines
}

const pane = (place: Place): readonly string[] => {
  const { model, theme } = place
  if (isEmpty(model)) return firstSteps(place)
  return guarded(`${model.tab} tab`, place, () => [workerTitle(model, theme), ...tabs[model.tab](place)])
}

/** The heads and `height` rows. */
const list = (place: Place): readonly string[] => guarded('workers view', place, table)

/** Next to no room: the roll-up, the names that need you, and the first keys. A dialog has all of it. */
const tiny = (view: View): readonly string[] => {
  const { dialog, size } = view.model
  const height = size.rows
  const keyed = tinyRows(size)
  const above = (lines: readonly string[]) =>
    keyed === height ? lines : [...filled(lines, keyed), tinyFooter(view)]
  const other = otherView({ ...view, height: keyed })
  if (other !== undefined) return above(other)
  if (dialog !== undefined) {
    if (dialog.kind === 'help') return above(asked(dialog, { ...view, height: keyed }))
    // Its keys are worth a row as soon as there are three.
    const rows = height < 3 ? height : height - 1
    const lines = asked(dialog, { ...view, height: rows }).filter((line) => line !== '')
    return height < 3 ? lines : [...filled(lines.slice(0, rows), rows), footer(view)]
  }
  return above(guarded('workers view', { ...view, height: keyed }, tinyList))
}

/** In fewer, no more than its first word could be read. */
const leastColumnsForQuestion = 30

const tinyList = ({ model, theme, height }: Place): readonly string[] => {
  const rows = rowsOf(model)
  const needy = rows.filter(({ worker }) => isAttention(moodOf(worker)))
  const calm = rows.filter((row) => !needy.includes(row))
  const drawn = [...needy, ...calm]
  const names = drawn.map(({ worker }) => {
    const mood = moodOf(worker)
    const glyph = theme.paint[theme.tones[mood]](theme.glyphs.moods[mood])
    const isSelected = worker.name === model.selected
    const asks = model.size.columns < leastColumnsForQuestion ? undefined : questionOf(worker)
    const words = [stateWords(worker), asks].filter((part) => part !== undefined).join(theme.glyphs.separator)
    return `${isSelected ? theme.paint.accent(theme.glyphs.selected) : ' '}${glyph} ${worker.name} ${theme.paint.dim(words)}`
  })
  const at = drawn.findIndex(({ worker }) => worker.name === model.selected)
  const toast = toastLines(model, theme).filter((line) => line !== '')
  const room = Math.max(1, height - 1 - toast.length)
  const from = Math.max(0, Math.min(at - room + 1, names.length - room))
  return [rollUp(model, theme, 'none'), ...filled(names.slice(from, from + room), room), ...toast]
}
