import type { Change, Model } from '../model.ts'
import type { LooksState } from './looks-slice.ts'
import type { ThemeName } from './palettes.ts'

const changed =
  (looks: Partial<LooksState>): Change =>
  (model): Model => ({ ...model, looks: { ...model.looks, ...looks } })

export const withTheme = (theme: ThemeName): Change => changed({ theme })

/** Clicks and the wheel are for hal, or for the terminal itself. */
export const withMouse = (isMouse: boolean): Change => changed({ isMouse })
