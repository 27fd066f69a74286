import type { StoredRecord } from '../store/store.ts'
import type { Task, TaskState, TaskWish } from './task.ts'

/** What a store keeps of a task besides its events. */
export interface TaskFacts {
  readonly wish: TaskWish
  readonly state: TaskState
  readonly worker: KeptWorker | undefined
  /** How many of the events are the agent's, the first of which are the first that are told when its run is read again. */
  readonly told: number
}

export interface KeptWorker {
  readonly name: string
  readonly containerId: string
}

export interface KeptTask extends TaskFacts {
  readonly id: string
  readonly createdAt: Date
  readonly lastEvent: number
}

/** hal alone writes there, so that what is there is what it wrote. */
export const keptTask = ({ id, createdAt, lastEvent, facts }: StoredRecord): KeptTask => ({
  ...(reviveDates(facts) as TaskFacts),
  ...{ id, createdAt, lastEvent },
})

export const taskOf = ({ id, createdAt, lastEvent, wish, state, worker }: KeptTask): Task => ({
  ...{ id, createdAt, lastEvent, wish, state },
  worker: worker?.name,
})

/** JSON has no dates: those of a state come back as texts. */
function reviveDates(facts: unknown): unknown {
  const { state } = facts as { readonly state: Readonly<Record<string, unknown>> }
  const dates = ['at', 'since'].flatMap((key) => {
    const text = state[key]
    return typeof text === 'string' ? [[key, new Date(text)] as const] : []
  })
  return { ...(facts as object), state: { ...state, ...Object.fromEntries(dates) } }
}
