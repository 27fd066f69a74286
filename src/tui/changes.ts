import type { Screen } from '../workers/fleet/fleet.ts'
import { layoutOf } from './layout.ts'
import type { Change, Dialog, Model, Size, ViewName } from './model.ts'
import { isToBeRead, type Toast } from './toast.ts'
import { failuresIn, withEvent, withTurns } from './views/event-log.ts'
import { readingOf } from './worker/pane-state.ts'
import type { WorkerEvent } from './worker/worker-events.ts'

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

/**
 * The screen that stands alone because there was no room beside it goes back below the list once there is some; what somebody types to,
 * or reads in, stays on the screen where there is no more.
 */
export const ofSize =
  (size: Size): Change =>
  (model) => {
    const next = { ...model, size }
    const isAlone = model.page === 'screen' && !model.pane.isLarger
    if (isAlone && layoutOf({ ...next, page: 'list' }).kind === 'both') return { ...next, page: 'list' }
    const isHeld = model.pane.focus !== undefined || readingOf(model) !== undefined
    return isHeld && layoutOf(next).kind === 'list' ? { ...next, page: 'screen' } : next
  }

export const withScreen =
  (name: string, screen: Screen): Change =>
  (model) => ({ ...model, screen: { name, screen } })

export const withToast =
  (toast: Toast | undefined): Change =>
  (model) => ({ ...model, toast, log: toast === undefined ? model.log : withEvent(model.log, toast) })

/**
 * How an action ended: a toast, and in the log a line for each of those it was done to. What failed since the action began stays to be
 * read while others end well.
 */
export const withToldOf =
  (toast: Toast, each: readonly Toast[] = [toast], beganAt?: Date): Change =>
  (model) => {
    const { toast: shown } = model
    const isKept =
      beganAt !== undefined &&
      shown !== undefined &&
      isToBeRead(shown) &&
      shown.at >= beganAt &&
      toast.kind !== 'failure'
    return { ...model, toast: isKept ? shown : toast, log: each.reduce(withEvent, model.log) }
  }

/** Workers came to need somebody: nobody did that, so there is no toast of it. */
export const withTurned =
  (events: readonly WorkerEvent[]): Change =>
  (model) => ({ ...model, log: withTurns(model.log, events) })

/** The log without what went well; what failed stays. */
export const withFailuresAlone: Change = (model) => ({
  ...model,
  log: failuresIn(model.log),
  logOffset: 0,
})

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

/** Dialogs about a worker, or several. */
const turnsTo: readonly Dialog['kind'][] = [
  'confirm',
  'send',
  'confirm-many',
  'broadcast',
  'save',
  'overwrite',
  'explain',
  'send-over',
  'lose-work',
]

/** Opens a dialog, or closes the one that is open. Somebody who is asked about the selected worker has turned to it. */
export const withDialog =
  (dialog: Dialog | undefined): Change =>
  (model) => ({
    ...model,
    dialog,
    awaited: dialog !== undefined && turnsTo.includes(dialog.kind) ? undefined : model.awaited,
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

/** The terminal belongs to somebody else (`attached`: this worker), or is back. */
export const whileAway =
  (isAway: boolean, attached?: string): Change =>
  (model) => ({ ...model, isAway, attached, awaited: undefined })
