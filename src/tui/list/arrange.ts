import type { Change, Model } from '../model.ts'
import { type Grouping, groupings, type ListState, type Sort } from './list-state.ts'
import { headOf, reselect } from './selection.ts'

/** The list in another order; the selection stays on its worker. */
export const sortBy =
  (sort: Sort): Change =>
  (model) =>
    rearranged(model, { ...model.list, sort })

/** The list in groups, all of them unfolded. */
export const groupBy =
  (group: Grouping): Change =>
  (model) =>
    rearranged(model, { ...model.list, group, folded: new Set() })

export const groupByNext: Change = (model) => {
  const at = groupings.indexOf(model.list.group)
  return groupBy(groupings[(at + 1) % groupings.length] ?? 'none')(model)
}

/** Folds the group that the selection is in, or unfolds it. */
export const toggleFold: Change = (model) => {
  const head = model.list.head ?? headOf(model.selected, model)
  if (head === undefined) return model
  const folded = new Set(model.list.folded)
  if (!folded.delete(head)) folded.add(head)
  return rearranged(model, { ...model.list, folded })
}

/** A person who arranges the list has something in it selected, and keeps it. */
const rearranged = (model: Model, list: ListState): Model =>
  reselect(model, { ...model, list, isUntouched: false })
