import { frame } from './frame/frame.ts'
import type { Model } from './model.ts'
import { type Action, reduce } from './reduce.ts'
import type { Theme } from './theme.ts'

/** The one place the dashboard's truth is in. Keys, the fleet and the clock dispatch; the screen reads `lines`. */
export interface Store {
  readonly model: () => Model
  readonly dispatch: (action: Action) => void
  readonly subscribe: (onChange: () => void) => () => void
  /** The frame of the present model; the same array as long as nothing in it changed. Throws what made a dispatch fail. */
  readonly lines: () => readonly string[]
  /** Takes the screen down with this: the next look at `lines` throws it. */
  readonly crash: (bug: unknown) => void
}

/** `now`: whatever made a frame new, its ages and its clock are those of the moment it was drawn for. */
export const createStore = (initial: Model, theme: Theme, now: () => Date): Store => {
  const listeners = new Set<() => void>()
  let model = initial
  let drawn: Model | undefined
  let lines: readonly string[] = []
  let crash: { readonly error: unknown } | undefined
  const tell = () => {
    for (const listener of [...listeners]) listener()
  }

  return {
    model: () => model,
    dispatch: (action) => {
      try {
        const next = reduce(model, action)
        if (next === model) return
        model = reduce(next, { kind: 'tick', now: now() })
      } catch (error) {
        // Thrown again while rendering, where it takes the screen down in good order instead of the process.
        crash = { error }
      }
      tell()
    },
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
      const next = frame(model, theme)
      drawn = model
      if (next.length !== lines.length || next.some((line, row) => line !== lines[row])) lines = next
      return lines
    },
  }
}
