import type { Change, Model } from '../model.ts'
import { rowsOf } from './rows.ts'

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

/** Marks the selected worker, or takes its mark away. */
export const toggleMark: Change = (model) => {
  const { selected } = model
  if (selected === undefined) return model
  const marked = new Set(model.marked)
  if (!marked.delete(selected)) marked.add(selected)
  return { ...model, marked }
}

/** Marks all that the filter shows; where they all are marked, takes their marks away. */
export const toggleAllMarks: Change = (model) => {
  const shown = namesShown(model)
  const marked = new Set(model.marked)
  const areAllMarked = shown.every((name) => marked.has(name))
  for (const name of shown) {
    if (areAllMarked) marked.delete(name)
    else marked.add(name)
  }
  return { ...model, marked }
}
