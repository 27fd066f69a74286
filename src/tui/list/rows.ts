import { type Mood, moodOf } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Model } from '../model.ts'
import { filterOf } from './filter.ts'
import { type Group, groupsOf } from './groups.ts'
import type { ListState } from './list-state.ts'
import { sorted } from './order.ts'

type Listed = Pick<Model, 'snapshot' | 'filter' | 'list' | 'pane'>

/** A line of the list: a worker's, or the head over a group of them. */
export type Item =
  | { readonly kind: 'worker'; readonly row: FleetWorker }
  | { readonly kind: 'head'; readonly group: Group; readonly isFolded: boolean }

interface Listing extends Pick<ListState, 'sort' | 'group' | 'folded'> {
  readonly filter: string
  readonly focus: string | undefined
  readonly rows: readonly FleetWorker[]
  readonly items: readonly Item[]
}

/** A fleet of hundreds is looked through once for each of its snapshots, not once a frame. */
const cache = new WeakMap<FleetSnapshot, Listing>()

const listingOf = ({ snapshot, filter, list: { sort, group, folded }, pane: { focus } }: Listed): Listing => {
  const known = cache.get(snapshot)
  if (
    known?.filter === filter &&
    known.focus === focus &&
    known.sort === sort &&
    known.group === group &&
    known.folded === folded
  )
    return known
  const fits = filterOf(filter)
  const inOrder = sorted(
    snapshot.workers.filter((row) => row.worker.name === focus || fits(row)),
    sort,
  )
  const groups = groupsOf(inOrder, group, snapshot)
  const items = groups === undefined ? inOrder.map(itemOf) : groups.flatMap((one) => itemsIn(one, folded))
  const rows = groups === undefined ? inOrder : groups.flatMap((one) => one.rows)
  const listing = { filter, focus, sort, group, folded, rows, items }
  cache.set(snapshot, listing)
  return listing
}

const itemOf = (row: FleetWorker): Item => ({ kind: 'worker', row })

const itemsIn = (group: Group, folded: ReadonlySet<string>): readonly Item[] => {
  const isFolded = folded.has(group.name)
  return [{ kind: 'head', group, isFolded }, ...(isFolded ? [] : group.rows.map(itemOf))]
}

/**
 * The workers that the filter lets through, folded ones and the one that somebody types to among them: unless the person sorts them, those that need a person first, all
 * others by name. No other state has a place of its own, so that a worker stays where it is seen while it is frozen, thawed, stopped or
 * at work.
 */
export const rowsOf = (model: Listed): readonly FleetWorker[] => listingOf(model).rows

/** The lines of the list. */
export const itemsOf = (model: Listed): readonly Item[] => listingOf(model).items

export const selectedRow = (model: Listed & Pick<Model, 'selected'>): FleetWorker | undefined =>
  rowsOf(model).find(({ worker }) => worker.name === model.selected)

/** Where the selection is among the lines; -1 where it is on none. */
export const selectedAt = (model: Listed & Pick<Model, 'selected'>): number =>
  itemsOf(model).findIndex((item) => isSelected(item, model))

export const isSelected = (item: Item, { selected, list }: Pick<Model, 'selected' | 'list'>): boolean =>
  item.kind === 'head' ? item.group.name === list.head : item.row.worker.name === selected

/** `8 of 40`: what the filter leaves of the fleet. */
export const leftInWords = (model: Listed): string =>
  `${rowsOf(model).length} of ${model.snapshot.workers.length}`

export const countMoods = ({ workers }: Pick<FleetSnapshot, 'workers'>): ReadonlyMap<Mood, number> => {
  const counts = new Map<Mood, number>()
  for (const { worker } of workers) {
    const mood = moodOf(worker)
    counts.set(mood, (counts.get(mood) ?? 0) + 1)
  }
  return counts
}

/** The part of a long list that a window of `height` rows shows, so that the selected row is about in its middle. */
export const windowOf = (list: {
  readonly count: number
  readonly at: number
  readonly height: number
}): { readonly from: number; readonly to: number } => {
  const { count, at, height } = list
  const from = Math.max(0, Math.min(at - Math.floor(height / 2), count - height))
  return { from, to: Math.min(count, from + height) }
}
