import { fail, ok, type Result } from '../../lib/result.ts'
import type { StoredEvent, StoredRecord } from '../../store/store.ts'
import type { Task, TaskState, TaskWish } from '../task.ts'
import type { TaskEvent } from '../task-event.ts'
import type { UnreadableTask } from '../task-failure.ts'
import { storedEvent, storedFacts } from './stored.ts'

/** What a store keeps of a task besides its events. */
export interface TaskFacts {
  readonly wish: TaskWish
  readonly state: TaskState
  readonly worker?: KeptWorker | undefined
  readonly traceparent?: string | undefined
  /** It waits no more: it counts as at work. */
  readonly isAdmitted?: boolean
  /** Its agent is told no more. */
  readonly isClosed?: boolean
  /** How many of the events are the agent's, the first of which are the first that are told when its run is read again. */
  readonly told: number
}

export interface KeptWorker {
  readonly name: string
  readonly containerId: string
  /** It was there before, and its task is a guest of this name in it. */
  readonly guest?: string | undefined
}

export interface KeptTask extends TaskFacts {
  readonly id: string
  readonly createdAt: Date
  readonly lastEvent: number
}

export function keptTask({
  id,
  createdAt,
  lastEvent,
  facts,
}: StoredRecord): Result<KeptTask, UnreadableTask> {
  const read = storedFacts.safeParse(facts)
  return read.success
    ? ok({ ...read.data, ...{ id, createdAt, lastEvent } })
    : fail({ reason: 'unreadable-task', id, part: partOf(read.error) })
}

export function keptEvent(id: string, { number, event }: StoredEvent): Result<TaskEvent, UnreadableTask> {
  const read = storedEvent.safeParse(event)
  if (read.success) return ok(read.data)
  return fail({ reason: 'unreadable-task', id, part: [`event ${number}`, partOf(read.error)].join(': ') })
}

export const taskOf = ({ id, createdAt, lastEvent, wish, state, worker, traceparent }: KeptTask): Task => ({
  ...{ id, createdAt, lastEvent, wish, state, traceparent },
  worker: worker?.name ?? wish.worker,
})

interface Unread {
  readonly issues: readonly { readonly path: readonly PropertyKey[] }[]
}

/** Where it is other than it should be: `state.status`. */
const partOf = ({ issues }: Unread): string => issues[0]?.path.map(String).join('.') ?? ''
