import type { Result } from '../../lib/result.ts'
import type { AgentChoice } from './acting.ts'

/** What actions need of the person's machine. */
export interface Surroundings {
  readonly cwd: string
  readonly home: string
  /** Where hal keeps what it may lose; `undefined`: nowhere. */
  readonly stateDir: string | undefined
  /** The terminal is a window of a tmux of the person's. */
  readonly isInTmux: boolean
  /** Those that hal knows, and the person's own. */
  readonly agents: readonly AgentChoice[]
  /** `--engine podman`: what the person said to hal before the name of its command, to be said again where it runs anew. */
  readonly globalFlags: readonly string[]
  /** Shows text in the person's pager, on a terminal that nobody else has. Fails with why there is none. */
  readonly page: (text: string) => Promise<Result<undefined, string>>
}

/** Where nothing is kept and no pager is. */
export const noSurroundings: Surroundings = {
  cwd: '/',
  home: '/',
  stateDir: undefined,
  isInTmux: false,
  agents: [],
  globalFlags: [],
  page: async () => ({ ok: false, failure: 'there is no pager here' }),
}
