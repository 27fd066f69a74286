import type { ErrorKind } from '../agents/stream/agent-event.ts'
import type { Permission, TalkKind } from '../agents/talk.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'

export { talkKinds } from '../agents/talk.ts'

/** One headless run of an agent on a prompt. */
export interface Task {
  readonly id: string
  readonly createdAt: Date
  readonly wish: TaskWish
  readonly state: TaskState
  /** The worker that was started for it, which may be gone by now, or that it was to work in. `undefined`: none was started yet. */
  readonly worker: string | undefined
  /** Of which trace it is a part, as W3C's header of that name has it. */
  readonly traceparent?: string | undefined
  /** Number of its last event. */
  readonly lastEvent: number
}

/** What was asked for. */
export interface TaskWish {
  readonly prompt: string
  readonly agent: string
  readonly image?: string | undefined
  readonly profile?: string | undefined
  /** As in `StartInput`. */
  readonly workspace?: string | undefined
  /** The folder that was current for who asked, absolute: whoever starts the worker in the end may be somewhere else. */
  readonly cwd?: string | undefined
  readonly branch?: string | undefined
  /** The worker to work in, which was there before and stays, as it is: then it has no other image, workspace or branch. `undefined`: one of its own. */
  readonly worker?: string | undefined
  /** At all, from the moment its worker is there. */
  readonly timeoutMs?: number | undefined
  /** Those with a higher one begin sooner; 0 where nobody says. */
  readonly priority?: number | undefined
  /** See `TurnCounter`. */
  readonly maxTurns?: number | undefined
  /** It is talked to while it works, where its agent can be, and acts without asking or asks first. `undefined`: its prompt is all that it is told. */
  readonly talk?: TalkKind | undefined
  /** The task that it is to do once more. */
  readonly retryOf?: string | undefined
}

/** The same, as people ask for it: in a worker that is there, its agent is the one that the worker was started with. */
export interface TaskOrder extends Omit<TaskWish, 'agent'> {
  readonly agent?: string | undefined
}

/**
 *   pending ──→ running ⇄ waiting_input
 *      │           │            │
 *      │           ├────────────┴──→ completed
 *      └───────────┴──→ failed (with a reason) | cancelled
 *
 * Cancelled has none: somebody asked for it, and who is not kept.
 */
export type TaskState =
  /** `position`: in the queue, from 1; `undefined`: it is about to begin, or nobody has looked. */
  | { readonly status: 'pending'; readonly position?: number | undefined }
  | { readonly status: 'running'; readonly since: Date }
  /** Its agent asks, and somebody is to answer. `since`: as when it is running. At least one question, the oldest first. */
  | {
      readonly status: 'waiting_input'
      readonly since: Date
      readonly questions: readonly Question[]
    }
  | ({ readonly status: 'completed'; readonly at: Date } & Completion)
  | { readonly status: 'failed'; readonly at: Date; readonly why: TaskTrouble }
  | { readonly status: 'cancelled'; readonly at: Date }

/** Whether its agent may do something. Its `id` is one within its task. */
export type Question = Permission

export type TaskStatus = TaskState['status']

export interface Completion {
  readonly answer: string
  readonly usage?: Usage | undefined
  /** Of files that are others than before; `undefined`: the workspace is no repository of git's. */
  readonly filesModified?: readonly string[] | undefined
  /** How many edits it told of, by tools that are there for nothing else: where no file is another one, that is not what it did to the workspace. */
  readonly editsTold?: number | undefined
  /** Of the commands that it ran, in their order, as far as it tells. */
  readonly exitCodes: readonly number[]
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly cachedTokens: number
  readonly costUsd?: number
}

/** Why it failed. */
export type TaskTrouble =
  /** The agent's own word: see `ErrorKind`. */
  | { readonly reason: ErrorKind; readonly message: string; readonly resetsAt?: string }
  /** Its program ended without a word that it is done, or with a status that denies it. */
  | { readonly reason: 'no-end' | 'exit'; readonly message: string }
  | { readonly reason: 'timed-out'; readonly afterMs: number }
  /** It printed nothing for so long. */
  | { readonly reason: 'silent'; readonly forMs: number }
  /** It began a turn more than so many. */
  | { readonly reason: 'turns'; readonly most: number }
  /** Its worker, or all of its processes, ended under it. */
  | { readonly reason: 'interrupted' }
  /** Its worker did not come up, or could not be reached any more. */
  | { readonly reason: 'no-worker'; readonly failure: WorkerFailure }

export const hasEnded = ({ status }: Pick<TaskState, 'status'>): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled'
