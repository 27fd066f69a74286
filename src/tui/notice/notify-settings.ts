/** What a worker turns to that a person may want to be told of. */
export const noticeStates = ['waiting', 'limited', 'failed', 'done'] as const
export type NoticeState = (typeof noticeStates)[number]

/** How the person is told of a worker while they look elsewhere. */
export interface NotifySettings {
  readonly bell: boolean
  readonly desktop: boolean
  /** The terminal's title says how the fleet is. */
  readonly title: boolean
  /** A program and its arguments; empty: none. */
  readonly command: readonly string[]
  readonly webhook: string | undefined
  readonly states: Readonly<Record<NoticeState, boolean>>
  /** `22:00-07:00`: from then till then, nothing but the title. */
  readonly quiet: string | undefined
}

/** What holds when nobody says otherwise, as the config has it. */
export const plainNotify: NotifySettings = {
  bell: true,
  desktop: true,
  title: true,
  command: [],
  webhook: undefined,
  states: { waiting: true, limited: true, failed: true, done: true },
  quiet: undefined,
}
