import type { SeenWorker } from '../whom.ts'
import type { WorkerResult } from '../worker-failure.ts'

/** Verbs on agents that work without a terminal: one run in each worker that was started `isHeadless`. It outlives whoever follows it. */
export interface HeadlessVerbs {
  /** Brings that with which it begins. A success, and nothing else, where it has. One that is frozen is waited for until `signal` aborts. */
  beginRun(input: BeginRunInput): WorkerResult<void>
  /** All that one that listens has been told. */
  toldToRun(worker: SeenWorker): WorkerResult<Buffer>
  /** Tells it more: all of that, or nothing. Nothing, and `false`, where it has been told other than `after` bytes by now. */
  tellRun(input: TellRunInput): WorkerResult<boolean>
  /** All that the agent prints, from the beginning, until it has ended or `signal` aborts. The next bytes come once `onBytes` has settled. */
  followRun(input: FollowRunInput): WorkerResult<RunEnd>
  /** Interrupts it, and ends it with all that it started where that is not enough. A success when nothing of it is left. */
  stopRun(worker: SeenWorker): WorkerResult<void>
}

export type BeginRunInput = SeenWorker & RunBegin & { readonly signal?: AbortSignal | undefined }

/** Of whatever length. */
type RunBegin =
  /** All that it is told. */
  | { readonly prompt: string }
  /** The first lines that it is told: it listens for more. */
  | { readonly opening: string }

export interface TellRunInput extends SeenWorker {
  readonly after: number
  /** Whole lines. After an empty one it hears no more. */
  readonly text: string
}

export interface FollowRunInput extends SeenWorker {
  readonly onBytes: (bytes: Uint8Array) => Promise<void>
  readonly signal: AbortSignal
}

export interface RunEnd {
  /** As shells count it; `undefined`: it was lost, with its container or by a SIGKILL of all that kept it. */
  readonly exitCode: number | undefined
  /** The end of what it wrote to stderr. */
  readonly errors: string
  /** Files that are others than before, without those that git is to ignore; `undefined`: its workspace is no repository of git's. */
  readonly changed: readonly string[] | undefined
}
