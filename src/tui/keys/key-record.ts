import type { WorkerActions } from '../actions/worker-actions.ts'
import { layoutOf } from '../layout.ts'
import type { Theme } from '../looks/theme.ts'
import type { Change, Model, ViewName } from '../model.ts'
import type { ImageActions } from '../views/images/image-actions.ts'
import type { PaneActions } from '../worker/pane-actions.ts'
import { readingOf } from '../worker/pane-state.ts'

/** Where a key means what its record says: on the list, in another view, or in the dialog that is open. */
export type Where =
  | 'list'
  /** In every view that has no record of its own with the same id. */
  | 'every-view'
  | Exclude<ViewName, 'workers'>
  | 'help'
  | 'confirm'
  | 'removal'
  | 'refused'
  | 'send'
  | 'filter'
  | 'start'
  | 'command'
  | 'sort'
  | 'confirm-many'
  | 'removal-of-many'
  | 'broadcast'
  | 'save'
  | 'overwrite'
  | 'quit'
  | 'focus'
  | 'reading'
  | 'search'
  | 'cancel-build'
  | 'explain'
  | 'send-over'
  | 'lose-work'

/** What a key may touch. */
export interface KeyContext {
  readonly keymap: Keymap
  readonly model: () => Model
  readonly change: (change: Change) => void
  readonly actions: WorkerActions
  readonly pane: PaneActions
  readonly quit: () => void
  /** A word to the person in the toast line. */
  readonly say: (text: string) => void
  /** Keeps a line of the `:` command mode for the next time hal runs. */
  readonly remember: (line: string) => void
  readonly images: ImageActions
  /** Turns to another engine; answers why it can't. */
  readonly turnTo: (engine: string) => string | undefined
  /** Gives the terminal back to the shell until it lets hal go on. */
  readonly suspend: () => void
  /** How things look now. */
  readonly theme: () => Theme
}

/** One key: the footer, the help and what happens all come from here. */
export interface KeyRecord {
  /** What the person's config calls it: `worker.stop`. Unlike any other's of the same `where`. */
  readonly id: string
  /** All keys that do this; the first one is shown. */
  readonly keys: readonly string[]
  /** How the key is written, when not as itself. */
  readonly shown?: string
  /** What the footer calls it. */
  readonly label: string | ((model: Model) => string)
  /** One line for the help; without it the help calls the key by its label. */
  readonly help?: string | ((model: Pick<Model, 'keyHints'>) => string)
  readonly where: Where
  readonly run: (context: KeyContext, key: string) => void
  readonly isInFooter?: boolean | ((model: Model) => boolean)
  /** The id of what does the opposite, where the footer has one place for both: `↓ ↑ move`. */
  readonly counterpart?: string
  /** Stays in the footer when there is no room for all. */
  readonly isKept?: boolean
  /** Why the key does nothing now. */
  readonly isDisabled?: (model: Model) => string | undefined
  /** Text for a worker is typed after it, blindly perhaps: text that must not act as keys where this one does nothing. */
  readonly isBeforeText?: boolean
}

export type Keymap = readonly KeyRecord[]

/** Where keys act while a view is on the screen. */
const whereOfView: Readonly<Record<ViewName, Where>> = {
  workers: 'list',
  events: 'events',
  pulse: 'pulse',
  images: 'images',
}
const views: ReadonlySet<Where> = new Set(Object.values(whereOfView))

export const whereOf = (model: Model): Where => {
  const { dialog, view } = model
  if (dialog?.kind === 'confirm' && dialog.verb === 'remove') return 'removal'
  if (dialog?.kind === 'confirm-many' && dialog.verb === 'remove') return 'removal-of-many'
  return dialog?.kind ?? (view === 'workers' ? inWorkers(model) : whereOfView[view])
}

const inWorkers = (model: Model): 'list' | 'focus' | 'reading' | 'search' => {
  const { kind } = layoutOf(model)
  if (kind === 'tiny' || kind === 'list') return 'list'
  if (model.pane.focus !== undefined) return 'focus'
  const reading = readingOf(model)
  return reading === undefined ? 'list' : reading.typing === undefined ? 'reading' : 'search'
}

/** The records that act somewhere: its own, and in a view those of every view that it has no own one for. */
export const recordsIn = (keymap: Keymap, where: Where): Keymap => {
  const own = keymap.filter((record) => record.where === where)
  if (!views.has(where)) return own
  const ids = new Set(own.map(({ id }) => id))
  return [...own, ...keymap.filter((record) => record.where === 'every-view' && !ids.has(record.id))]
}

/** What a key means now. Where it means nothing of its own, ctrl-j is return, as terminals have it. */
export const recordFor = (keymap: Keymap, model: Model, key: string): KeyRecord | undefined =>
  recordsIn(keymap, whereOf(model)).find(({ keys }) => keys.includes(key)) ??
  (key === 'ctrl+j' || key === 'alt+enter' ? recordFor(keymap, model, 'enter') : undefined)

/** What a key is called now. */
export const labelOf = ({ label }: KeyRecord, model: Model): string =>
  typeof label === 'function' ? label(model) : label
