import type { Mood } from '../../present/worker.ts'
import { footerKeys } from '../frame/footer.ts'
import { header, rollUpParts } from '../frame/header.ts'
import { recordsIn, whereOf } from '../keys/key-record.ts'
import { isTiny } from '../layout.ts'
import { shownItems } from '../list/table.ts'
import { widthOf, withoutStyles } from '../looks/text.ts'
import type { View } from '../view.ts'
import { workerTitle } from '../worker/worker-title.ts'
import { isInPart, placesOf } from './places.ts'

/** What is at a cell of the screen, as far as the mouse means anything there. */
export type Hit =
  | { readonly kind: 'row'; readonly name: string }
  | { readonly kind: 'mood'; readonly mood: Mood }
  | { readonly kind: 'key'; readonly key: string }
  /** A place that scrolls. */
  | { readonly kind: 'list' | 'pane' | 'view' }

/** A function of the view alone: the same screen, the same places. */
export const hitAt = (view: View, column: number, row: number): Hit | undefined => {
  const { model } = view
  const { rows, columns } = model.size
  if (row < 0 || column < 0 || row >= rows || column >= columns || isTiny(model.size)) return undefined
  if (row === rows - 1) return inFooter(view, column)
  if (model.dialog !== undefined) return model.dialog.kind === 'help' ? { kind: 'view' } : undefined
  if (row === 0) return inHeader(view, column)
  return model.view === 'workers' ? inWorkers(view, column, row) : { kind: 'view' }
}

const inWorkers = (view: View, column: number, row: number): Hit | undefined => {
  const { model } = view
  const { list, title, pane } = placesOf(model)
  if (isInPart(list, column, row)) {
    const item = shownItems(model, list.rows)[row - list.row]
    return item?.kind === 'worker' ? { kind: 'row', name: item.row.worker.name } : { kind: 'list' }
  }
  if (isInPart(title, column, row)) {
    const size = { ...model.size, columns: title.columns }
    return inTitle({ ...view, model: { ...model, size } }, column - title.column)
  }
  return isInPart(pane, column, row) ? { kind: 'pane' } : { kind: 'list' }
}

const inFooter = (view: View, column: number): Hit | undefined => {
  let from = 1
  for (const { record, width } of footerKeys(view)) {
    const [key] = record.keys
    if (key !== undefined && column >= from && column < from + width) return { kind: 'key', key }
    from += width + 2
  }
  return undefined
}

/** A tab is what its key is called, wherever in the line it stands. */
const inTitle = ({ model, theme, keymap }: View, column: number): Hit | undefined => {
  const line = withoutStyles(workerTitle(model, theme))
  for (const { id, label, keys } of recordsIn(keymap, whereOf(model))) {
    const [key] = keys
    if (!id.startsWith('tab.') || typeof label !== 'string' || key === undefined) continue
    const at = line.toLowerCase().indexOf(` ${label.toLowerCase()}`) + 1
    const from = widthOf(line.slice(0, at))
    if (at > 0 && column >= from && column < from + widthOf(label)) return { kind: 'key', key }
  }
  return { kind: 'pane' }
}

/** The roll-up is found where it is written: how much of it there is depends on what else the line has to say. */
const inHeader = ({ model, theme }: View, column: number): Hit | undefined => {
  const line = withoutStyles(header(model, theme))
  for (const wording of ['all', 'attention', 'none'] as const) {
    const parts = rollUpParts(model, theme, wording)
    const texts = parts.map(({ text }) => withoutStyles(text))
    const at = line.indexOf(texts.join('  '))
    if (texts.length === 0 || at === -1) continue
    let from = widthOf(line.slice(0, at))
    for (const [index, { mood }] of parts.entries()) {
      const width = widthOf(texts[index] ?? '')
      if (column >= from && column < from + width) return { kind: 'mood', mood }
      from += width + 2
    }
    return undefined
  }
  return undefined
}
