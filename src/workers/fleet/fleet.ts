import type { Stats } from '../../engines/engine.ts'
import type { MouseWish, PaneScreen as Screen } from '../../tmux/screen.ts'
import type { SeenWorker } from '../whom.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure } from '../worker-failure.ts'

export type { MouseWish, Screen }

/** The live fleet: one store, fed by the engine's events, held control-mode streams and held stats streams. No polling. */
export interface Fleet extends AsyncDisposable {
  /** What is known now. A new object whenever something changed, the same one otherwise. */
  readonly snapshot: () => FleetSnapshot
  /** Calls back, at most once a tick, after the snapshot changed. Returns what ends it. */
  readonly subscribe: (onChange: () => void) => () => void
  /**
   * The screen of one worker's window, again each time it changes (at most 30 times a second). Nothing streams for workers that
   * nobody watches. Dispose to end it.
   */
  readonly watchScreen: (watch: {
    readonly name: string
    readonly window?: string
    readonly onScreen: (screen: Screen) => void
  }) => Disposable
  /**
   * Holds a person's hands on a worker's window. What is typed arrives there once, whole, and in its order, whatever runs in it; the
   * window keeps its size. One at a time for a worker: what was typed through the one before comes first. Once something could not be
   * put there, `onLost` says why, and nothing that was typed after it arrives.
   */
  readonly typist: (typing: {
    readonly worker: SeenWorker
    readonly window?: string
    readonly onLost: (failure: WorkerFailure) => void
  }) => Typist
  /** Somebody has had the worker's screen before them for a moment: if it was `done`, it is `idle` now, for all hals. */
  readonly markSeen: (worker: SeenWorker) => void
  /** Rejects with a mistake of hal's own that ended a part of the watching: what is shown is no longer true. Never settles otherwise. */
  readonly crashed: Promise<never>
  /** The visible ones: stats streams are held for these workers only, and their tmux servers are asked more often. */
  readonly setStatsInterest: (names: readonly string[]) => void
}

export interface FleetSnapshot {
  /** By name. Removed workers leave the list. */
  readonly workers: readonly FleetWorker[]
  readonly engine: EngineState
}

export interface FleetWorker {
  readonly worker: Worker
  readonly stats: Stats | undefined
  /** CPU percentages of the last 30 samples, oldest first. */
  readonly cpuHistory: readonly number[]
  /** What its agent said last, or does; else the last line with text on its shown window. Without colours. */
  readonly lastLine: string
  /** What it used of memory in the last 30 samples, in bytes, oldest first. */
  readonly memoryHistory?: readonly number[]
  /** The branch that its workspace is on, or the beginning of a commit; `undefined` without git, and on another machine. */
  readonly branch?: string | undefined
  /** The name of its workspace's git repository, the same for all of its worktrees. */
  readonly project?: string | undefined
  /** How often it was started again since it was made; `undefined` where nobody has looked. */
  readonly restarts?: number | undefined
}

/** What the engine's machine has for all that runs on it. */
export interface Machine {
  readonly cpus: number
  readonly memoryBytes: number
}

/** `lost`: workers run on, what is shown is as old as `since`. `hostName`: the machine it is on, where that isn't this one. */
export type EngineState =
  | {
      readonly kind: 'connected'
      readonly name: string
      readonly hostName: string | undefined
      readonly machine?: Machine
    }
  | {
      readonly kind: 'lost'
      readonly name: string
      readonly hostName: string | undefined
      readonly since: Date
      readonly why: string
      readonly machine?: Machine
    }

/** Disposing it takes the hands away; what was typed before still arrives. */
export interface Typist extends AsyncDisposable {
  /** Never waits, and may be called before the worker has been reached. */
  readonly type: (typed: Typed) => void
}

/**
 * `bytes`: exactly these. `key`: one by tmux's name (`Up`, `C-Left`, `F5`), spelled as the program in the window wants it just then. `paste`: text
 * as a terminal pastes it, bracketed where the program asks for that.
 */
export type Typed =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'paste'; readonly text: string }
