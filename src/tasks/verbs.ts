import type { BuildUpdate } from '../images/layer-state.ts'
import type { StartStage } from '../workers/verbs.ts'
import type { Task, TaskOrder } from './task.ts'
import type { TaskEvent } from './task-event.ts'
import type { TaskResult, UnreadableTask } from './task-failure.ts'

export type { TaskResult } from './task-failure.ts'

/** What hal does with tasks, as faces see it. `id` is a whole one or the beginning of one alone. */
export interface TaskVerbs {
  /**
   * Keeps a new task, and forgets old ones. It begins with whoever drives it. One that is to work in a worker that is there is refused where it
   * can't now; when its turn comes, it is looked at again.
   */
  create(wish: TaskOrder, input?: CreateInput): TaskResult<Task>
  /**
   * Sees a task through, from wherever it stands, to its end: where its driver was killed, its agent has worked on, and nothing of that is
   * lost. `undefined`: somebody else drives it. A task that has ended stays as it is.
   */
  drive(input: DriveInput): TaskResult<Task | undefined>
  /** The newest last, without those that can't be read. */
  list(input?: ListInput): TaskResult<readonly Task[]>
  show(id: string): TaskResult<Task>
  /** Its events with a number over `after`; followed, until its last one. */
  events(input: EventsInput): TaskResult<Task>
  /** A new one with the same wish as one that has ended, but for what `input` says. */
  retry(id: string, input?: RetryInput): TaskResult<Task>
  /** Asks for its end, and waits for it. */
  cancel(id: string): TaskResult<Task>
  /** Forgets one that has ended, with its events, and removes the worker that it left: answers what it was. `unmerged-work` where that has work that is nowhere else. */
  remove(id: string): TaskResult<Task>
  /** Says to its agent which option to go by. What it doesn't ask, or no longer, and what it doesn't offer, is refused. */
  answer(input: AnswerInput): TaskResult<Task>
  /** More for its agent to do, in the same session, when it is done with what it is at. Only for a task that is talked to, until it is closed. */
  send(id: string, text: string): TaskResult<Task>
  /** Removes what ended and is kept no longer, as `create` does. */
  forget(): TaskResult<readonly ForgottenTask[]>
  /** Whether a task could be kept now. */
  check(): TaskResult<void>
}

export interface CreateInput {
  /** `record-taken`, where there is a task of it. `undefined`: a short one of hal's. */
  readonly id?: string | undefined
  /** Of which trace it is a part, as W3C's header of that name has it; its agent is told, too. */
  readonly traceparent?: string | undefined
  /** Told of what it forgot, if anything. */
  readonly onForgotten?: ((tasks: readonly ForgottenTask[]) => void) | undefined
}

export interface RetryInput extends CreateInput {
  /** As in `TaskWish`. `undefined`: as long as the one before. */
  readonly timeoutMs?: number | undefined
}

export interface ForgottenTask {
  readonly id: string
  /** It ended too long ago, or was the oldest where all took too much. */
  readonly why: 'age' | 'size'
}

export interface ListInput {
  /** Told of each that can't be read. */
  readonly onUnreadable?: ((failure: UnreadableTask) => void) | undefined
}

export interface DriveInput {
  readonly id: string
  readonly onProgress?: ((name: string, stage: StartStage) => void) | undefined
  readonly onBuild?: ((update: BuildUpdate) => void) | undefined
  /** It has to wait, as so many are at work: its place in the queue, from 1, and each further one. */
  readonly onQueued?: ((position: number) => void) | undefined
  /** Cancels the task. */
  readonly cancel?: AbortSignal | undefined
}

export interface AnswerInput {
  readonly id: string
  /** `undefined`: the only one that is open. */
  readonly question?: string | undefined
  /** The `id` of one of its options, or a word for it, the same for all agents: see `optionOf`. */
  readonly option: string
}

export interface EventsInput {
  readonly id: string
  readonly after: number
  readonly isFollowed: boolean
  /** How many at most, where it isn't followed. `undefined`: all. */
  readonly limit?: number | undefined
  readonly onEvent: (event: TaskEvent, number: number) => void
  readonly signal?: AbortSignal | undefined
}
