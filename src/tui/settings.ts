import type { ColumnName, Grouping, SortName } from './list/list-state.ts'
import { type NotifySettings, plainNotify } from './notice/notify-settings.ts'

/** What the person's config says of the dashboard. */
export interface DashboardSettings {
  readonly theme: 'dark' | 'light' | 'contrast' | 'colorblind'
  /** Clicks and the wheel are for hal, not for the terminal. */
  readonly mouse: boolean
  /** Beside the worker's name, in this order; none: those that the terminal's width has room for. */
  readonly columns: readonly ColumnName[]
  /** With a `-` before it: the other way round. */
  readonly sort: SortName | `-${SortName}`
  readonly group: Grouping
  readonly notify: NotifySettings
}

/** What holds when nobody says otherwise, as the config has it. */
export const plainSettings: DashboardSettings = {
  theme: 'dark',
  mouse: true,
  columns: [],
  sort: 'attention',
  group: 'none',
  notify: plainNotify,
}

/** Lines that a person typed, the newest last, kept outside of the program. */
export interface LineHistory {
  readonly read: () => readonly string[]
  readonly add: (line: string) => void
}
