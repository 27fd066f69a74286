import type { HandlerName } from './handlers.ts'
import type { Model } from './model.ts'

/** Where a key means what its record says: on the list, or in the dialog that is open. */
export type Where = 'list' | 'help' | 'confirm' | 'removal' | 'refused' | 'send' | 'filter' | 'start'

/** One key: the footer, the help and what happens all come from here. */
export interface KeyRecord {
  /** All keys that do this; the first one is shown. */
  readonly keys: readonly string[]
  /** How the key is written, when not as itself. */
  readonly shown?: string
  /** What the footer calls it. */
  readonly label: string | ((model: Model) => string)
  /** One line for the help; without it the help doesn't list the key. */
  readonly help?: string
  readonly where: Where
  readonly handler: HandlerName
  readonly isInFooter?: boolean | ((model: Model) => boolean)
  /** Stays in the footer when there is no room for all. */
  readonly isKept?: boolean
  /** Why the key does nothing now. */
  readonly isDisabled?: (model: Model) => string | undefined
  /** Text for a worker is typed after it, blindly perhaps: text that must not act as keys where this one does nothing. */
  readonly isBeforeText?: boolean
}
