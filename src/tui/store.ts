import { printable } from '../lib/printable.ts'
import { asked, atTime } from './changes.ts'
import { frame } from './frame/frame.ts'
import type { Keymap } from './keys/key-record.ts'
import type { Theme } from './looks/theme.ts'
import type { Change, Model } from './model.ts'
import type { View } from './view.ts'
import { PartBroke } from './views/broken.ts'
import { withBroken } from './views/view-changes.ts'

/** The one place the dashboard's truth is in. Keys, the fleet and the clock change it; the screen reads `lines`. */
export interface Store {
  readonly model: () => Model
  /** What the person does: from then on the selection stays where they put it. */
  readonly change: (change: Change) => void
  /** What comes by itself. */
  readonly news: (change: Change) => void
  readonly subscribe: (onChange: (by: ChangeBy) => void) => () => void
  /** The frame of the present model; the same array as long as nothing in it changed. Throws what made a change fail. */
  readonly lines: () => readonly string[]
  /** What the frame is made of. */
  readonly view: () => View
  /** What the latest frame was made of: the one that a person points at. */
  readonly shown: () => View
  /** Throws what made a change fail, if something did; draws nothing. */
  readonly check: () => void
  /** Takes the screen down with this: the next look at `lines` throws it. */
  readonly crash: (bug: unknown) => void
}

/** Who made a change: the person, who waits for it, or what comes by itself. */
export type ChangeBy = 'person' | 'news'

export interface StoreOptions {
  readonly theme: Theme
  readonly keymap: Keymap
  /** Whatever made a frame new, its ages and its clock are those of the moment it was drawn for. */
  readonly now: () => Date
  /** A part of the screen could not be drawn, and the rest goes on. Answers where the report was saved. */
  readonly onBug?: (bug: unknown) => string | undefined
}

export const createStore = (initial: Model, { theme, keymap, now, onBug }: StoreOptions): Store => {
  const listeners = new Set<(by: ChangeBy) => void>()
  let model = initial
  let drawn: Model | undefined
  let lines: readonly string[] = []
  let crash: { readonly error: unknown } | undefined
  const tell = (by: ChangeBy) => {
    for (const listener of [...listeners]) listener(by)
  }

  const take = (change: Change, by: ChangeBy) => {
    try {
      const present = atTime(now())(model)
      const next = change(present)
      if (next === present) return
      model = atTime(now())(next)
    } catch (error) {
      // Thrown again while rendering, where it takes the screen down in good order instead of the process.
      crash = { error }
    }
    tell(by)
  }

  const viewOf = (model: Model): View => ({ model, theme: theme.named(model.looks.theme), keymap })

  /** A part that breaks is drawn once more with what is to be said of it in its place; what breaks without one is thrown. */
  const draw = (): readonly string[] => {
    for (;;) {
      try {
        return frame(viewOf(model))
      } catch (error) {
        if (!(error instanceof PartBroke) || model.views.broken[error.part] !== undefined) throw error
        const { cause, part } = error
        model = withBroken(part, { words: printable(String(cause)), report: onBug?.(cause) })(model)
      }
    }
  }

  return {
    model: () => model,
    view: () => viewOf(model),
    shown: () => viewOf(drawn ?? model),
    change: (change) => take(asked(change), 'person'),
    news: (change) => take(change, 'news'),
    crash: (error) => {
      crash = { error }
      tell('person')
    },
    check: () => {
      if (crash !== undefined) throw crash.error
    },
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    lines: () => {
      if (crash !== undefined) throw crash.error
      if (drawn === model) return lines
      const next = draw()
      drawn = model
      if (next.length !== lines.length || next.some((line, row) => line !== lines[row])) lines = next
      return lines
    },
  }
}
