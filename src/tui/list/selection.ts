import { isAttention, moodOf } from '../../present/worker.ts'
import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { isTiny } from '../layout.ts'
import type { Awaited, Change, Model } from '../model.ts'
import { litBy } from './lit.ts'
import { marksIn } from './marked.ts'
import { sorted } from './order.ts'
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

/**
 * Selects the worker that needs a person most, whoever stands where; again, the one after it, and after the last the first. None
 * besides the selected one needs one: nothing changes.
 */
export const toNextInNeed: Change = (model) => {
  const needy = sorted(rowsOf(model), { by: 'attention', isReversed: false })
    .filter(({ worker }) => isAttention(moodOf(worker)))
    .map(({ worker }) => worker.name)
  const { selected, list } = model
  const others = needy.filter((name) => name !== selected)
  const [first] = others
  if (first === undefined) return model
  // Whoever moved meanwhile has looked at nobody but the one they stand on.
  const seen = list.round?.at(-1) === selected ? (list.round ?? []) : [selected]
  const next = others.find((name) => !seen.includes(name))
  const round = next === undefined ? [first] : [...seen, next]
  const there = select(next ?? first)(model)
  return { ...there, list: { ...there.list, round } }
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

/** While a worker is removed its row moves among those that do nothing, where nobody has looked. */
const withHeirs = (before: Model, after: Model): Model => {
  const of = before.selected
  if (of === undefined || after.busy[of] !== 'removing' || after.list.heirs?.of === of) return after
  const names = rowsOf(before).map(({ worker }) => worker.name)
  const at = names.indexOf(of)
  const heirs = { of, names: [...names.slice(at + 1), ...names.slice(0, at).reverse()] }
  return at < 0 ? after : { ...after, list: { ...after.list, heirs } }
}

const heirIn = (items: readonly Item[], { selected, list: { heirs } }: Model): Item | undefined => {
  const names = heirs === undefined || heirs.of !== selected ? [] : heirs.names
  const byName = new Map(items.map((item) => [item.kind === 'worker' ? item.row.worker.name : '', item]))
  return names.map((name) => byName.get(name)).find((item) => item !== undefined)
}

/** Keeps what is selected; a worker that was folded away leaves it to its head, one that has gone to what stood or stands in its place. */
export const reselect = (before: Model, next: Model): Model => {
  const after = withHeirs(before, next)
  const items = itemsOf(after)
  if (isTypedTo(after)) return after
  if (after.isUntouched) return onItem(items.find(({ kind }) => kind === 'worker') ?? items[0])(after)
  if (selectedAt(after) >= 0) return after
  const head = headOf(after.selected, after)
  const at = Math.max(0, Math.min(items.length - 1, selectedAt(before)))
  const instead =
    items.find((item) => item.kind === 'head' && item.group.name === head) ??
    heirIn(items, after) ??
    items[at]
  const found = onItem(instead)(after)
  return found.selected === undefined ? { ...found, page: 'list' } : found
}
