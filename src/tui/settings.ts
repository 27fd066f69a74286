/** What the person's config says of the dashboard. */
export interface DashboardSettings {
  readonly theme: 'dark' | 'light' | 'contrast' | 'colorblind'
  /** Clicks and the wheel are for hal, not for the terminal. */
  readonly mouse: boolean
}

/** What holds when nobody says otherwise, as the config has it. */
export const plainSettings: DashboardSettings = { theme: 'dark', mouse: true }

/** Lines that a person typed, the newest last, kept outside of the program. */
export interface LineHistory {
  readonly read: () => readonly string[]
  readonly add: (line: string) => void
}
