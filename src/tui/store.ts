import { asked, atTime } from './changes.ts'
import { frame } from './frame/frame.ts'
import type { Keymap } from './keys/key-record.ts'
import type { Theme } from './looks/theme.ts'
import type { Change, Model } from './model.ts'
import type { View } from './view.ts'

/** The one place the dashboard's truth is in. Keys, the fleet and the clock change it; the screen reads `lines`. */
export interface Store {
  readonly model: () => Model
  /** What the person does: from then on the selection stays where they put it. */
  readonly change: (change: Change) => void
  /** What comes by itself. */
  readonly news: (change: Change) => void
  readonly subscribe: (onChange: () => void) => () => void
  /** The frame of the present model; the same array as long as nothing in it changed. Throws what made a change fail. */
  readonly lines: () => readonly string[]
  /** What the frame is made of. */
  readonly view: () => View
  /** Takes the screen down with this: the next look at `lines` throws it. */
  readonly crash: (bug: unknown) => void
}

/** `now`: whatever made a frame new, its ages and its clock are those of the moment it was drawn for. */
export const createStore = (
  initial: Model,
  { theme, keymap, now }: { readonly theme: Theme; readonly keymap: Keymap; readonly now: () => Date },
): Store => {
  const listeners = new Set<() => void>()
  let model = initial
  let drawn: Model | undefined
  let lines: readonly string[] = []
  let crash: { readonly error: unknown } | undefined
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }

  const take = (change: Change) => {
    try {
      const present = atTime(now())(model)
      const next = change(present)
      if (next === present) return
      model = atTime(now())(next)
    } catch (error) {
      // Thrown again while rendering, where it takes the screen down in good order instead of the process.
      crash = { error }
    }
    tell()
  }

  const view = (): View => ({ model, theme: theme.named(model.looks.theme), keymap })

  return {
    model: () => model,
    view,
    change: (change) => take(asked(change)),
    news: take,
    crash: (error) => {
      crash = { error }
      tell()
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    lines: () => {
      if (crash !== undefined) throw crash.error
      if (drawn === model) return lines
      const next = frame(view())
      drawn = model
      if (next.length !== lines.length || next.some((line, row) => line !== lines[row])) lines = next
      return lines
    },
  }
}
