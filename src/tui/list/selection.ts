import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { isTiny } from '../layout.ts'
import type { Awaited, Change, Model } from '../model.ts'
import { litBy } from './lit.ts'
import { marksIn } from './marked.ts'
import { type Item, isSelected, itemsOf, rowsOf, selectedAt } from './rows.ts'

/** What the fleet is now; the selection stays on its worker. */
export const withFleet =
  (snapshot: FleetSnapshot): Change =>
  (model) =>
    selectAwaited(
      reselect(model, {
        ...model,
        snapshot,
        marked: marksIn(model, snapshot),
        list: { ...model.list, lit: litBy(model, snapshot) },
      }),
    )

/** Selects the line so many rows further down, or the last one that is there. */
export const moveBy =
  (by: number): Change =>
  (model) => {
    // Where no heads are shown, none is stopped at.
    const isHeadless = model.page === 'screen' || isTiny(model.size)
    const items = isHeadless ? itemsOf(model).filter(({ kind }) => kind === 'worker') : itemsOf(model)
    const from = items.findIndex((item) => isSelected(item, model))
    const at = Math.max(0, Math.min(items.length - 1, from + by))
    return { ...onItem(items[at])(model), awaited: undefined }
  }

/** Selects this worker; one that the filter hides takes the filter away, and a fold is opened. */
export const select =
  (name: string): Change =>
  (model) => {
    const isShown = rowsOf(model).some(({ worker }) => worker.name === name)
    const open = isShown ? model : { ...model, filter: '' }
    return rowsOf(open).some(({ worker }) => worker.name === name)
      ? { ...unfolded(name, open), selected: name, awaited: undefined }
      : model
  }

/** Selects a worker once it is there, unless the person turns to another one before. */
export const awaitWorker =
  (awaited: Awaited): Change =>
  (model) =>
    selectAwaited({ ...model, awaited })

export const filterBy =
  (filter: string): Change =>
  (model) =>
    reselect(model, { ...model, filter })

const onItem =
  (item: Item | undefined): Change =>
  (model) => ({
    ...model,
    selected: item?.kind === 'worker' ? item.row.worker.name : undefined,
    list: { ...model.list, head: item?.kind === 'head' ? item.group.name : undefined },
  })

const selectAwaited: Change = (model) => {
  const name = model.awaited?.name
  return rowsOf(model).some(({ worker }) => worker.name === name)
    ? { ...unfolded(name, model), selected: name, awaited: undefined }
    : model
}

/** With the group of this worker unfolded, and no head selected. */
const unfolded = (name: string | undefined, model: Model): Model => {
  const head = headOf(name, model)
  const folded = new Set(model.list.folded)
  const isFolded = head !== undefined && folded.delete(head)
  return { ...model, list: { ...model.list, folded: isFolded ? folded : model.list.folded, head: undefined } }
}

/** The group that a worker is in. */
export const headOf = (name: string | undefined, model: Model): string | undefined => {
  for (const item of itemsOf(model))
    if (item.kind === 'head' && item.group.rows.some(({ worker }) => worker.name === name))
      return item.group.name
  return undefined
}

/** What is typed into a worker may be what takes it elsewhere in the list. */
const isTypedTo = (model: Model): boolean =>
  model.pane.focus !== undefined &&
  model.pane.focus === model.selected &&
  rowsOf(model).some(({ worker }) => worker.name === model.selected)

/** Keeps what is selected; a worker that was folded away leaves it to its head, one that has gone to what stands in its place now. */
export const reselect = (before: Model, after: Model): Model => {
  const items = itemsOf(after)
  if (isTypedTo(after)) return after
  if (after.isUntouched) return onItem(items.find(({ kind }) => kind === 'worker') ?? items[0])(after)
  if (selectedAt(after) >= 0) return after
  const head = headOf(after.selected, after)
  const at = Math.max(0, Math.min(items.length - 1, selectedAt(before)))
  const instead = items.find((item) => item.kind === 'head' && item.group.name === head) ?? items[at]
  const next = onItem(instead)(after)
  return next.selected === undefined ? { ...next, page: 'list' } : next
}
