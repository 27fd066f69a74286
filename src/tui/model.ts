import type { FleetSnapshot, Screen } from '../workers/fleet/fleet.ts'
import type { SeenWorker } from '../workers/whom.ts'
import { type Acting, noActing, type Unsent } from './actions/acting.ts'
import { type CommandDialog, type CommandState, noCommands } from './command/command-line.ts'
import type { LineEditor, Recall } from './dialogs/line-editor.ts'
import type { StartForm } from './dialogs/start-form.ts'
import type { Doomed, Target, VerbForMany } from './dialogs/target.ts'
import { type EnginesState, noEngines } from './engines/engines.ts'
import { initialList, type ListState, type Sort } from './list/list-state.ts'
import { type LooksState, plainLooks } from './looks/looks-slice.ts'
import type { Toast } from './toast.ts'
import type { EventLog } from './views/event-log.ts'
import { initialViews, type ViewsState } from './views/views-state.ts'
import { initialPane, type PaneState } from './worker/pane-state.ts'
import type { TabName } from './worker/tab-names.ts'

/** Everything the screen shows, and nothing else: a frame is a pure function of this. */
export interface Model {
  readonly snapshot: FleetSnapshot
  readonly now: Date
  readonly size: Size
  /** Names that are offered for a worker: those of the last time that profiles were read. */
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
  readonly pane: PaneState
  readonly toast: Toast | undefined
  readonly log: EventLog
  /** How many of the newest events are above what the view shows. */
  readonly logOffset: number
  /** What hal does to workers right now: name → `stopping` … */
  readonly busy: Readonly<Record<string, string>>
  /** The terminal belongs to somebody else: an attached worker, for one. */
  readonly isAway: boolean
  /** That worker; a pager and the shell have the terminal, too. */
  readonly attached: string | undefined
  readonly command: CommandState
  readonly looks: LooksState
  /** The person's keys by id, for sentences that name one; `{}`: as hal has them. */
  readonly keyHints: Readonly<Record<string, string>>
  /** Names of the workers that are marked for what is done to several at once. */
  readonly marked: ReadonlySet<string>
  readonly list: ListState
  /** What forms and editors offer. */
  readonly acting: Acting
  /** The terminal is the one that the person types into, as far as it says. */
  readonly hasFocus: boolean
  readonly views: ViewsState
  readonly engines: EnginesState
}

export type ViewName = 'workers' | 'events' | 'pulse' | 'images'

export type { TabName }

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
  | {
      readonly kind: 'help'
      readonly offset: number
      /** What is searched for. */
      readonly query?: LineEditor
      /** What the help was opened over, and goes back to. */
      readonly under?: Dialog | undefined
    }
  /** The worker as it was when the question was asked: what is done is what was said. */
  | (Target & { readonly kind: 'confirm'; readonly verb: ConfirmedVerb })
  /** Stands where text would go to a worker that can't have it, so that what is typed on means nothing else. */
  | { readonly kind: 'refused'; readonly why: string }
  | (SeenWorker & {
      readonly kind: 'send'
      readonly editor: LineEditor
      /** Where in what was sent before the editor's text is from. */
      readonly recall?: Recall
    })
  | { readonly kind: 'filter'; readonly editor: LineEditor; readonly before: string }
  | { readonly kind: 'start'; readonly form: StartForm }
  | CommandDialog
  /** `before`: how the list was sorted when it was opened. */
  | { readonly kind: 'sort'; readonly before: Sort }
  /** The same to several: what is asked is what will be done, and to whom. */
  | {
      readonly kind: 'confirm-many'
      readonly verb: VerbForMany
      readonly targets: readonly Target[]
      /** Marked, too, but as they are nothing can be done to them. */
      readonly left: readonly string[]
    }
  | {
      readonly kind: 'broadcast'
      readonly workers: readonly SeenWorker[]
      readonly left: readonly string[]
      readonly editor: LineEditor
      readonly recall?: Recall
    }
  /** Names the file that a worker's history goes to. */
  | (SeenWorker & { readonly kind: 'save'; readonly editor: LineEditor })
  | (SeenWorker & { readonly kind: 'overwrite'; readonly path: string })
  /** Something is still being done. */
  | { readonly kind: 'quit' }
  | { readonly kind: 'cancel-build' }
  /** Why a worker's state is what it is. */
  | (SeenWorker & {
      readonly kind: 'explain'
      /** What says so, a label and its words each; absent until it has been read. */
      readonly evidence?: readonly (readonly [label: string, words: string])[]
    })
  /** A text that was not sent, as other words stand where it would go: they are dropped for it. */
  | (Unsent & { readonly kind: 'send-over' })
  /** Asked after the removal of workers was, and refused by what they have that is nowhere else. */
  | { readonly kind: 'lose-work'; readonly doomed: readonly Doomed[] }

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
  pane: initialPane,
  toast: undefined,
  log: [],
  logOffset: 0,
  busy: {},
  isAway: false,
  attached: undefined,
  command: noCommands,
  looks: plainLooks,
  keyHints: {},
  marked: new Set(),
  list: initialList,
  acting: noActing,
  hasFocus: true,
  views: initialViews,
  engines: noEngines,
})
