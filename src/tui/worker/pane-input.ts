import type { Fleet } from '../../workers/fleet/fleet.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { Surroundings } from '../actions/surroundings.ts'
import type { Keyboard } from '../keyboard.ts'
import type { Keymap } from '../keys/key-record.ts'
import type { Store } from '../store.ts'

/** What the pane lives on. */
export interface PaneInput {
  readonly verbs: WorkerVerbs
  readonly fleet: Fleet
  readonly store: Store
  readonly keyboard: Keyboard
  readonly keymap: Keymap
  /** To the person's terminal. */
  readonly write: (text: string) => void
  readonly surroundings: Pick<Surroundings, 'isInTmux'>
  readonly now: () => Date
  readonly onBug: (bug: unknown) => void
}
