import type { WorkerActions } from '../actions/worker-actions.ts'
import type { Change, Model, ViewName } from '../model.ts'
import type { ImageActions } from '../views/images/image-actions.ts'

/** Where a key means what its record says: on the list, in another view, or in the dialog that is open. */
export type Where =
  | 'list'
  | Exclude<ViewName, 'workers'>
  | 'help'
  | 'confirm'
  | 'removal'
  | 'refused'
  | 'send'
  | 'filter'
  | 'start'
  | 'cancel-build'

/** What a key may touch. */
export interface KeyContext {
  readonly keymap: Keymap
  readonly model: () => Model
  readonly change: (change: Change) => void
  readonly actions: WorkerActions
  readonly quit: () => void
  /** A word to the person in the toast line. */
  readonly say: (text: string) => void
  readonly images: ImageActions
  /** Gives the terminal back to the shell until it lets hal go on. */
  readonly suspend: () => void
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
  /** One line for the help; without it the help doesn't list the key. */
  readonly help?: string
  readonly where: Where
  readonly run: (context: KeyContext, key: string) => void
  readonly isInFooter?: boolean | ((model: Model) => boolean)
  /** Stays in the footer when there is no room for all. */
  readonly isKept?: boolean
  /** Why the key does nothing now. */
  readonly isDisabled?: (model: Model) => string | undefined
  /** Text for a worker is typed after it, blindly perhaps: text that must not act as keys where this one does nothing. */
  readonly isBeforeText?: boolean
}

export type Keymap = readonly KeyRecord[]

export const whereOf = ({ dialog, view }: Model): Where => {
  if (dialog?.kind === 'confirm' && dialog.verb === 'remove') return 'removal'
  return dialog?.kind ?? (view === 'workers' ? 'list' : view)
}

/** What a key means now. */
export const recordFor = (keymap: Keymap, model: Model, key: string): KeyRecord | undefined =>
  keymap.find(({ where, keys }) => where === whereOf(model) && keys.includes(key))
