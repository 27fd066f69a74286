import type { Stats } from '../engines/engine.ts'
import type { Worker } from './worker.ts'

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
  /** Rejects with a mistake of hal's own that ended a part of the watching: what is shown is no longer true. Never settles otherwise. */
  readonly crashed: Promise<never>
  /** Stats streams are held for these workers only (the visible ones). */
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
  /** Last line with text on its shown window, without colours. */
  readonly lastLine: string
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

/** What a pane shows at one moment. Lines carry SGR colours and nothing else. */
export interface Screen {
  readonly lines: readonly string[]
  readonly columns: number
  readonly rows: number
  readonly cursor: { readonly column: number; readonly row: number; readonly isVisible: boolean }
}
