import type { Result } from '../lib/result.ts'
import type { StoreFailure } from '../store/store-failure.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'

/** What a verb on tasks can come back with instead of its result. Facts only: `present/` has the sentences. */
export type TaskFailure = StoreFailure | WorkerFailure | OwnTaskFailure

/** A newer hal wrote it, or it is damaged. `part`: where it is other than it should be. */
export interface UnreadableTask {
  readonly reason: 'unreadable-task'
  readonly id: string
  readonly part: string
}

export type OwnTaskFailure =
  | UnreadableTask
  | { readonly reason: 'no-such-task'; readonly id: string; readonly hasTasks: boolean }
  | { readonly reason: 'ambiguous-task'; readonly id: string; readonly matches: readonly string[] }
  /** It has not come to an end. */
  | { readonly reason: 'task-goes-on'; readonly id: string; readonly status: string }
  /** It came to an end before. */
  | { readonly reason: 'task-ended'; readonly id: string; readonly status: string }

export type TaskResult<T> = Promise<Result<T, TaskFailure>>
