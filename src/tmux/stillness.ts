import { ok } from '../lib/result.ts'
import type { ControlClient, TmuxResult } from './control-client.ts'

/** What a hal saw of a pane's work, by a digest of it, and when it saw that for the first time: kept in the pane, for all hals. */
export interface Stillness {
  readonly digest: string
  /** By the clock of the hal that looked. */
  readonly since: Date
}

/** Reads `SINCE DIGEST`, as `@hal-still` keeps it; `undefined` for anything else: whatever runs in the worker can write there, too. */
export const readStillness = (value: string): Stillness | undefined => {
  const [, sinceMs, digest] = /^(\d{1,15}) ([0-9a-f]{16})$/.exec(value) ?? []
  return digest === undefined ? undefined : { digest, since: new Date(Number(sinceMs)) }
}

export const keepStillness = async (
  client: ControlClient,
  paneId: string,
  { digest, since }: Stillness,
): TmuxResult<undefined> => {
  const value = `${since.getTime()} ${digest}`
  const set = await client.command(['set-option', '-p', '-t', paneId, '@hal-still', value])
  return set.ok ? ok(undefined) : set
}
