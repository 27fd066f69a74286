import type { Result } from '../../lib/result.ts'
import type { Theme } from '../looks/theme.ts'
import type { Store } from '../store.ts'
import type { NotifySettings } from './notify-settings.ts'
import type { TerminalWays } from './terminal-ways.ts'

/** The world outside of the screen, as far as notices reach. */
export interface NoticeOutlets {
  readonly ways: TerminalWays
  /** Runs a program with these variables besides hal's own; bounded in time. Fails with why. */
  readonly run: (
    argv: readonly string[],
    facts: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<Result<void, string>>
  /** Posts an object as JSON; bounded in time. Fails with why. */
  readonly post: (address: string, body: object, signal: AbortSignal) => Promise<Result<void, string>>
}

export interface NoticesInput {
  readonly store: Store
  readonly settings: NotifySettings
  readonly theme: Theme
  readonly outlets: NoticeOutlets
  /** To the person's terminal, past the screen: nothing that moves the cursor. */
  readonly write: (text: string) => void
  readonly now: () => Date
  readonly onBug: (bug: unknown) => void
}
