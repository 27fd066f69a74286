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
  /** Nobody named one. `able`: several that could, or none. */
  | { readonly reason: 'no-agent'; readonly able: readonly string[] }
  | { readonly reason: 'ambiguous-task'; readonly id: string; readonly matches: readonly string[] }
  /** It has not come to an end. */
  | { readonly reason: 'task-goes-on'; readonly id: string; readonly status: string }
  /** It asks nothing, or not that; `open`: the ids of what it does ask. */
  | {
      readonly reason: 'no-such-question'
      readonly id: string
      readonly question: string | undefined
      readonly open: readonly string[]
    }
  | {
      readonly reason: 'no-such-option'
      readonly id: string
      readonly option: string
      readonly options: readonly string[]
      /** Which of `allow` and `deny` mean one of them, too. */
      readonly words: readonly string[]
    }
  /** A worker has one task at a time, and this one has not ended. */
  | { readonly reason: 'worker-has-task'; readonly worker: string; readonly id: string }
  /** Its prompt was all that its agent is told. */
  | { readonly reason: 'takes-no-messages'; readonly id: string }
  /** Its agent has answered all that it was told, and is about to end. */
  | { readonly reason: 'talk-over'; readonly id: string }
  /** It came to an end before. */
  | { readonly reason: 'task-ended'; readonly id: string; readonly status: string }

export type TaskResult<T> = Promise<Result<T, TaskFailure>>
