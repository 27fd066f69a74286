import type { Activity } from '../worker.ts'

/** What an agent came to do. */
export interface Reached {
  /** `undefined`: a command of the person's, or a shell. */
  readonly agent: string | undefined
  readonly activity: Activity | 'ended'
  readonly question: string | undefined
  readonly by: string | undefined
  readonly since: Date | undefined
  /** How its program ended, if it did. */
  readonly exitCode: number | undefined
}
