import { type NotifySettings, plainNotify } from './notice/notify-settings.ts'

/** What the person's config says of the dashboard. */
export interface DashboardSettings {
  readonly theme: 'dark' | 'light' | 'contrast' | 'colorblind'
  readonly notify: NotifySettings
}

/** What holds when nobody says otherwise, as the config has it. */
export const plainSettings: DashboardSettings = { theme: 'dark', notify: plainNotify }
