import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import type { Change, Model } from '../model.ts'
import { itemsOf, rowsOf } from './rows.ts'

type Marked = Model['marked']

/** Whom an action is for: the marked workers that are there, in the order of the list, or else the selected one. */
export const targetsOf = (model: Model): readonly string[] => {
  const marked = markedNames(model)
  if (marked.length > 0) return marked
  return model.selected === undefined ? [] : [model.selected]
}

/** Marked workers that the filter hides are marked all the same: they come last. */
const markedNames = (model: Model): readonly string[] => {
  if (model.marked.size === 0) return []
  const shown = namesShown(model).filter((name) => model.marked.has(name))
  const there = model.snapshot.workers.map(({ worker }) => worker.name)
  return [...new Set([...shown, ...there.filter((name) => model.marked.has(name))])]
}

const namesShown = (model: Model): readonly string[] => rowsOf(model).map(({ worker }) => worker.name)

/** Marks the selected worker, or takes its mark away; on the head of a group, those of all its workers. */
export const toggleMark: Change = (model) =>
  toggled(model, model.selected === undefined ? namesUnderHead(model) : [model.selected])

/** Marks all that the filter shows; where they all are marked, takes their marks away. */
export const toggleAllMarks: Change = (model) => toggled(model, namesShown(model))

/** All that the filter shows. */
export const areAllMarked = (model: Model): boolean =>
  namesShown(model).every((name) => model.marked.has(name))

const toggled = (model: Model, names: readonly string[]): Model => {
  const marked = new Set(model.marked)
  const areMarked = names.every((name) => marked.has(name))
  for (const name of names) {
    if (areMarked) marked.delete(name)
    else marked.add(name)
  }
  return { ...model, marked }
}

const namesUnderHead = (model: Model): readonly string[] =>
  itemsOf(model).flatMap((item) =>
    item.kind === 'head' && item.group.name === model.list.head
      ? item.group.rows.map(({ worker }) => worker.name)
      : [],
  )

export const withoutMarks: Change = (model) =>
  model.marked.size === 0 ? model : { ...model, marked: new Set() }

/** A worker that is gone has no mark: one that takes its name is another one, however soon. */
export const marksIn = (
  { marked, snapshot }: Pick<Model, 'marked' | 'snapshot'>,
  next: FleetSnapshot,
): Marked => {
  if (marked.size === 0) return marked
  const before = containersOf(snapshot)
  const there = containersOf(next)
  const kept = [...marked].filter((name) => there.has(name) && there.get(name) === before.get(name))
  return kept.length === marked.size ? marked : new Set(kept)
}

const containersOf = ({ workers }: FleetSnapshot): ReadonlyMap<string, string> =>
  new Map(workers.map(({ worker }) => [worker.name, worker.containerId]))

/** `3 marked`, and how many of them nobody sees; empty without marks. */
export const marksInWords = (model: Model): string => {
  const { size } = model.marked
  if (size === 0) return ''
  const hidden = size - namesShown(model).filter((name) => model.marked.has(name)).length
  return hidden === 0 ? `${size} marked` : `${size} marked, ${hidden} of them hidden by the filter`
}
