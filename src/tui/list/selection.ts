import type { FleetSnapshot } from '../../workers/fleet.ts'
import type { Awaited, Change, Model } from '../model.ts'
import { rowsOf } from './rows.ts'

/** What the fleet is now; the selection stays on its worker. */
export const withFleet =
  (snapshot: FleetSnapshot): Change =>
  (model) =>
    selectAwaited(reselect(model, { ...model, snapshot }))

/** Selects the worker so many rows further down, or the last one that is there. */
export const moveBy =
  (by: number): Change =>
  (model) => {
    const rows = rowsOf(model)
    const at = Math.max(0, Math.min(rows.length - 1, indexOf(model) + by))
    return { ...model, selected: rows[at]?.worker.name, awaited: undefined }
  }

/** Selects this worker; one that the filter hides takes the filter away. */
export const select =
  (name: string): Change =>
  (model) => {
    const isShown = rowsOf(model).some(({ worker }) => worker.name === name)
    const open = isShown ? model : { ...model, filter: '' }
    return rowsOf(open).some(({ worker }) => worker.name === name)
      ? { ...open, selected: name, awaited: undefined }
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

const indexOf = (model: Model): number =>
  rowsOf(model).findIndex(({ worker }) => worker.name === model.selected)

const selectAwaited: Change = (model) => {
  const name = model.awaited?.name
  return rowsOf(model).some(({ worker }) => worker.name === name)
    ? { ...model, selected: name, awaited: undefined }
    : model
}

/** Keeps the selected worker; when it has gone, takes the one that stands in its place now. */
export const reselect = (before: Model, after: Model): Model => {
  const rows = rowsOf(after)
  if (after.isUntouched) return { ...after, selected: rows[0]?.worker.name }
  if (indexOf(after) >= 0) return after
  const at = Math.max(0, Math.min(rows.length - 1, indexOf(before)))
  const selected = rows[at]?.worker.name
  return { ...after, selected, page: selected === undefined ? 'list' : after.page }
}
