import type { TalkKind } from '../../agents/talk.ts'
import type { SeenWorker } from '../whom.ts'
import type { WorkerResult } from '../worker-failure.ts'

/**
 * Verbs on agents that work without a terminal: one run in each worker that was started `isHeadless`, and guests in others. A run outlives
 * whoever follows it.
 */
export interface HeadlessVerbs {
  /** Brings that with which it begins, to one that was started without. A success, and nothing else, where it has. One that is frozen is waited for until `signal` aborts. */
  beginRun(input: BeginRunInput): WorkerResult<void>
  /**
   * The worker that a guest is to work in: one that runs, and was started with the same agent. `no-agent-tools`: it was started with another,
   * or without one.
   */
  hostFor(input: HostInput): WorkerResult<RunHost>
  /** Brings a guest that with which it begins, and begins it. As `beginRun`, also the second time; one that was stopped doesn't begin. */
  beginGuest(input: BeginGuestInput): WorkerResult<void>
  /** Takes away what the run of a guest left that has ended. */
  clearGuest(run: SeenRun): WorkerResult<void>
  /** All that one that listens has been told. */
  toldToRun(run: SeenRun): WorkerResult<Buffer>
  /** Tells it more: all of that, or nothing. Nothing, and `false`, where it has been told other than `after` bytes by now. */
  tellRun(input: TellRunInput): WorkerResult<boolean>
  /** All that the agent prints, from the beginning, until it has ended or `signal` aborts. The next bytes come once `onBytes` has settled. */
  followRun(input: FollowRunInput): WorkerResult<RunEnd>
  /** Interrupts it, and ends it with all that it started where that is not enough. A success when nothing of it is left. One that has not begun never does. */
  stopRun(run: SeenRun): WorkerResult<void>
}

/** A run in a worker. */
export interface SeenRun extends SeenWorker {
  /** Its name among the worker's guests; `undefined`: the worker was started for it. */
  readonly guest?: string | undefined
}

export interface HostInput {
  readonly name: string
  /** `undefined`: the worker's own. */
  readonly agent?: string | undefined
  readonly talk?: TalkKind | undefined
}

export interface RunHost extends SeenWorker {
  readonly agent: string
}

export type BeginGuestInput = SeenWorker &
  RunBegin & {
    readonly guest: string
    readonly agent: GuestAgent
    readonly signal?: AbortSignal | undefined
  }

export interface GuestAgent {
  readonly name: string
  readonly talk: TalkKind | undefined
  /** What it has in its environment besides what the worker's panes have. */
  readonly env: Readonly<Record<string, string>>
}

export type BeginRunInput = SeenWorker & RunBegin & { readonly signal?: AbortSignal | undefined }

/** Of whatever length. */
export type RunBegin =
  /** All that it is told. */
  | { readonly prompt: string }
  /** The first lines that it is told: it listens for more. */
  | { readonly opening: string }

export interface TellRunInput extends SeenRun {
  readonly after: number
  /** Whole lines. After an empty one it hears no more. */
  readonly text: string
}

export interface FollowRunInput extends SeenRun {
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
