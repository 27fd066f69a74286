import type { ThemeName } from './palettes.ts'

/** What the person may change of the looks while hal runs. */
export interface LooksState {
  readonly theme: ThemeName
  /** Clicks and the wheel are for hal, not for the terminal. */
  readonly isMouse: boolean
}

export const plainLooks: LooksState = { theme: 'dark', isMouse: true }
