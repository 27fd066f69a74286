import type { Mood } from '../present/worker.ts'

// What the page is told of the fleet, in words for people. Types alone: the page is another program.

/** One worker, as its row shows it. */
export interface WorkerRow {
  readonly name: string
  /** The same name later may be another worker. */
  readonly containerId: string
  readonly mood: Mood
  readonly state: string
  /** ISO 8601; `null`: nobody knows since when. */
  readonly since: string | null
  readonly agent: string
  readonly profile: string | null
  readonly image: string
  readonly branch: string | null
  /** In a clone or a worktree, and not the one that its folder has anyway. */
  readonly hasOwnBranch: boolean
  readonly workspace: string | null
  /** The task that it was started for. */
  readonly task: string | null
  /** What it asks, or what is wrong with it. */
  readonly remark: string | null
  readonly lastLine: string
  /** Its tmux can be reached: it has a terminal, and takes what is sent. */
  readonly isRunning: boolean
  readonly isFrozen: boolean
  /** 100 is one core kept busy. */
  readonly cpuPercent: number | null
  readonly memoryBytes: number | null
  readonly memoryLimitBytes: number
}

export interface EngineRow {
  readonly name: string
  /** ISO 8601: since when it hasn't answered, and so how old all else is; `null`: it answers. */
  readonly lostSince: string | null
}

export interface FleetRows {
  readonly engine: EngineRow
  readonly workers: readonly WorkerRow[]
}

/** What has changed since the one before. */
export interface FleetChange {
  readonly engine?: EngineRow
  readonly changed: readonly WorkerRow[]
  /** Names. */
  readonly gone: readonly string[]
}
