import type { Screen } from '../workers/fleet.ts'
import type { Change, Dialog, Model, Size, ViewName } from './model.ts'
import type { Toast } from './toast.ts'
import { withEvent } from './views/event-log.ts'

/** A change that the person asks for: from then on the selection stays where they put it. */
export const asked =
  (change: Change): Change =>
  (model) => {
    const next = change(model)
    return next.isUntouched && next !== model ? { ...next, isUntouched: false } : next
  }

export const atTime =
  (now: Date): Change =>
  (model) => ({ ...model, now })

export const ofSize =
  (size: Size): Change =>
  (model) => ({ ...model, size })

export const withScreen =
  (name: string, screen: Screen): Change =>
  (model) => ({ ...model, screen: { name, screen } })

export const withToast =
  (toast: Toast | undefined): Change =>
  (model) => ({ ...model, toast, log: toast === undefined ? model.log : withEvent(model.log, toast) })

export const onView =
  (view: ViewName): Change =>
  (model) => ({ ...model, view, logOffset: 0 })

export const scrollLog =
  (by: number): Change =>
  (model) => ({
    ...model,
    logOffset: Math.max(0, Math.min(model.log.length - 1, model.logOffset + by)),
  })

export const onPage =
  (page: Model['page']): Change =>
  (model) => ({ ...model, page, awaited: undefined })

/** Opens a dialog, or closes the one that is open. Somebody who is asked about the selected worker has turned to it. */
export const withDialog =
  (dialog: Dialog | undefined): Change =>
  (model) => ({
    ...model,
    dialog,
    awaited: dialog?.kind === 'confirm' || dialog?.kind === 'send' ? undefined : model.awaited,
  })

export const withDraft =
  (draft: Model['draft']): Change =>
  (model) => ({ ...model, draft })

/** hal does something to a worker (`stopping`), or is done with it. */
export const whileDoing =
  (name: string, doing: string | undefined): Change =>
  (model) => {
    const { [name]: _, ...others } = model.busy
    return { ...model, busy: doing === undefined ? others : { ...others, [name]: doing } }
  }

/** The terminal belongs to an attached worker, or is back. */
export const whileAway =
  (isAway: boolean): Change =>
  (model) => ({ ...model, isAway, awaited: undefined })
