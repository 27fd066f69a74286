import type { Writable } from 'node:stream'
import type { Result } from '../lib/result.ts'

/** One run of a POSIX shell in the worker that a workspace is of, as its user, in its workspace. */
export interface InsideRun {
  readonly script: string
  /** `$1`, `$2` … of the script. */
  readonly args?: readonly string[]
  readonly input?: string
  /** Where its output goes as it comes; otherwise it is answered. */
  readonly to?: Writable
}

export interface InsideRan {
  /** `undefined`: the connection broke before it ended. */
  readonly exitCode: number | undefined
  readonly stdout: Buffer
  readonly stderr: string
}

/** How this room reaches what a worker wrote: nothing of it is ever read by a git of this machine. */
export type RunInside<F> = (run: InsideRun) => Promise<Result<InsideRan, F>>
