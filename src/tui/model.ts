import type { FleetSnapshot, Screen } from '../workers/fleet.ts'
import type { LineEditor } from './dialogs/line-editor.ts'
import type { StartForm } from './dialogs/start-form.ts'
import type { Toast } from './toast.ts'
import type { EventLog } from './views/event-log.ts'
import { initialViews, type ViewsState } from './views/views-state.ts'
import type { Life } from './worker/life.ts'

/** Everything the screen shows, and nothing else: a frame is a pure function of this. */
export interface Model {
  readonly snapshot: FleetSnapshot
  readonly now: Date
  readonly size: Size
  readonly profiles: readonly string[]
  /** By name, so that it stays while rows move. `undefined` in an empty fleet. */
  readonly selected: string | undefined
  /** Until the person has done anything, the selection is on the first row, whichever that is. */
  readonly isUntouched: boolean
  /** The worker that is being started, to be selected once it is there, unless the person turns to another one before. */
  readonly awaited: Awaited | undefined
  readonly filter: string
  /** `list`: with the screen below it where there is room for both. */
  readonly page: 'list' | 'screen'
  readonly view: ViewName
  /** What the place of the worker's screen shows of it. */
  readonly tab: TabName
  readonly dialog: Dialog | undefined
  /** What was typed for a start that failed, for the next opening of the form. */
  readonly draft: StartForm | undefined
  /** The latest screen of the worker `name`. */
  readonly screen: { readonly name: string; readonly screen: Screen } | undefined
  readonly toast: Toast | undefined
  readonly log: EventLog
  /** How many of the newest events are above what the view shows. */
  readonly logOffset: number
  /** What hal does to workers right now: name → `stopping` … */
  readonly busy: Readonly<Record<string, string>>
  /** The terminal belongs to an attached worker. */
  readonly isAway: boolean
  readonly views: ViewsState
}

export type ViewName = 'workers' | 'events' | 'pulse' | 'images'

export type TabName = 'screen'

/** What news or a key make of the model: the next one, or the same one where nothing changes. Pure. */
export type Change = (model: Model) => Model

/** The name is known once it has started: hal may have made it up. */
export interface Awaited {
  readonly name: string | undefined
}

export interface Size {
  readonly columns: number
  readonly rows: number
}

export type Dialog =
  | { readonly kind: 'help'; readonly offset: number }
  | {
      readonly kind: 'confirm'
      readonly verb: ConfirmedVerb
      readonly name: string
      /** As it was when the question was asked: what is done is what was said. */
      readonly life: Life
    }
  /** Stands where text would go to a worker that can't have it, so that what is typed on means nothing else. */
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'send'; readonly name: string; readonly editor: LineEditor }
  | { readonly kind: 'filter'; readonly editor: LineEditor; readonly before: string }
  | { readonly kind: 'start'; readonly form: StartForm }
  | { readonly kind: 'cancel-build' }

export type ConfirmedVerb = 'stop' | 'restart' | 'remove'

export const initialModel = (given: {
  readonly snapshot: FleetSnapshot
  readonly now: Date
  readonly size: Size
  readonly profiles: readonly string[]
}): Model => ({
  ...given,
  selected: undefined,
  isUntouched: true,
  awaited: undefined,
  filter: '',
  page: 'list',
  view: 'workers',
  tab: 'screen',
  dialog: undefined,
  draft: undefined,
  screen: undefined,
  toast: undefined,
  log: [],
  logOffset: 0,
  busy: {},
  isAway: false,
  views: initialViews,
})
