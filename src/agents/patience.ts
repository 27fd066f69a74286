import { parseDuration } from '../lib/duration.ts'
import type { AgentSettings } from './settings.ts'

/** How long an agent may work before hal says so: most try a server that fails, or says nothing, for ever and in silence. */
export interface Patience {
  /** Without anything new on its screen. */
  readonly silentMs: number
  /** At all. */
  readonly workingMs: number
}

/** No tool that an agent runs is left alone for longer by the agent itself. */
const silent = '15m'
const never = 'never'

export const patienceOf = ({ silentAfter = silent, lateAfter = never }: AgentSettings = {}): Patience => ({
  silentMs: msOf(silentAfter),
  workingMs: msOf(lateAfter),
})

/** What can't be read is a mistake that the config's own check has told of. */
const msOf = (text: string): number => {
  const parsed = text === never ? undefined : parseDuration(text)
  return parsed?.ok ? parsed.value : Number.POSITIVE_INFINITY
}
