import type { Result } from '../../lib/result.ts'
import type { StoreFailure } from '../../store/store-failure.ts'
import type { Happening } from '../history/happening.ts'
import type { WorkerFailure } from '../worker-failure.ts'

export interface HistoryVerbs {
  /** What became of workers, the earliest first; also of those that are removed. */
  history(input?: HistoryInput): Promise<Result<WorkersHistory, WorkerFailure | StoreFailure>>
  /** Has it noted what befalls workers by itself, for as long as it is open. A fleet that is open does, and notes what agents do besides. */
  watchHistory(input: WatchHistoryInput): Promise<HistoryWatch>
}

export interface HistoryInput {
  /** That of a worker that is there, or was, or its unique beginning. `undefined`: all of them. */
  readonly name?: string | undefined
  readonly since?: Date | undefined
  /** The latest so many; 1,000 at most, and without it. */
  readonly limit?: number | undefined
}

export interface WorkersHistory {
  readonly happenings: readonly Happening[]
  /** Why workers that are there could not be asked what nobody has seen yet. */
  readonly unasked?: WorkerFailure | undefined
}

export interface WatchHistoryInput {
  readonly onBug: (bug: unknown) => void
}

export type HistoryWatch = AsyncDisposable
