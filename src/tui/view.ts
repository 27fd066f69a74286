import type { Keymap } from './keys/key-record.ts'
import type { Theme } from './looks/theme.ts'
import type { Model } from './model.ts'

/** All that a frame is made of. */
export interface View {
  readonly model: Model
  readonly theme: Theme
  readonly keymap: Keymap
}

/** A part of the frame, and how many rows it has. */
export interface Place extends View {
  readonly height: number
  /** Where the list stands beside this part: the columns of the list. */
  readonly listColumns?: number
}
