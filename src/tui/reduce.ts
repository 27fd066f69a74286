import type { FleetSnapshot, Screen } from '../workers/fleet.ts'
import type { Awaited, Dialog, Model, Size, Toast } from './model.ts'
import { rowsOf } from './rows.ts'

export type Action =
  | { readonly kind: 'fleet'; readonly snapshot: FleetSnapshot }
  | { readonly kind: 'screen'; readonly name: string; readonly screen: Screen }
  | { readonly kind: 'tick'; readonly now: Date }
  | { readonly kind: 'resize'; readonly size: Size }
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'await'; readonly awaited: Awaited | undefined }
  | { readonly kind: 'filter'; readonly filter: string }
  | { readonly kind: 'page'; readonly page: Model['page'] }
  | { readonly kind: 'dialog'; readonly dialog: Dialog | undefined }
  | { readonly kind: 'draft'; readonly draft: Model['draft'] }
  | { readonly kind: 'toast'; readonly toast: Toast | undefined }
  | { readonly kind: 'busy'; readonly name: string; readonly doing: string | undefined }
  | { readonly kind: 'away'; readonly isAway: boolean }

/** What comes by itself; everything else is the person's. */
const unasked: ReadonlySet<Action['kind']> = new Set(['fleet', 'screen', 'tick', 'resize', 'toast'])

/** The next model. The same one when the action changes nothing. */
export const reduce = (model: Model, action: Action): Model => {
  const next = reduced(model, action)
  return next.isUntouched && !unasked.has(action.kind) ? { ...next, isUntouched: false } : next
}

const reduced = (model: Model, action: Action): Model => {
  switch (action.kind) {
    case 'fleet':
      return selectAwaited(reselect(model, { ...model, snapshot: action.snapshot }))
    case 'screen':
      return { ...model, screen: { name: action.name, screen: action.screen } }
    case 'tick':
      return { ...model, now: action.now }
    case 'resize':
      return { ...model, size: action.size }
    case 'move':
      return move({ ...model, awaited: undefined }, action.by)
    case 'await':
      return selectAwaited({ ...model, awaited: action.awaited })
    case 'filter':
      return reselect(model, { ...model, filter: action.filter })
    case 'page':
      return { ...model, page: action.page, awaited: undefined }
    case 'dialog':
      return {
        ...model,
        dialog: action.dialog,
        awaited: isAboutOne(action.dialog) ? undefined : model.awaited,
      }
    case 'draft':
      return { ...model, draft: action.draft }
    case 'toast':
      return { ...model, toast: action.toast }
    case 'busy': {
      const { [action.name]: _, ...others } = model.busy
      return {
        ...model,
        busy: action.doing === undefined ? others : { ...others, [action.name]: action.doing },
      }
    }
    case 'away':
      return { ...model, isAway: action.isAway, awaited: undefined }
  }
}

const indexOf = (model: Model): number =>
  rowsOf(model).findIndex(({ worker }) => worker.name === model.selected)

const move = (model: Model, by: number): Model => {
  const rows = rowsOf(model)
  const at = Math.max(0, Math.min(rows.length - 1, indexOf(model) + by))
  return { ...model, selected: rows[at]?.worker.name }
}

/** Somebody who is asked about the selected worker has turned to it. */
const isAboutOne = (dialog: Dialog | undefined): boolean =>
  dialog?.kind === 'confirm' || dialog?.kind === 'send'

const selectAwaited = (model: Model): Model => {
  const name = model.awaited?.name
  return rowsOf(model).some(({ worker }) => worker.name === name)
    ? { ...model, selected: name, awaited: undefined }
    : model
}

/** Keeps the selected worker; when it has gone, takes the one that stands in its place now. */
const reselect = (before: Model, after: Model): Model => {
  const rows = rowsOf(after)
  if (after.isUntouched) return { ...after, selected: rows[0]?.worker.name }
  if (indexOf(after) >= 0) return after
  const at = Math.max(0, Math.min(rows.length - 1, indexOf(before)))
  const selected = rows[at]?.worker.name
  return { ...after, selected, page: selected === undefined ? 'list' : after.page }
}
