import { ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { dropTask } from './keep/drop-task.ts'
import type { KeptTask } from './keep/kept-task.ts'
import { readTasks } from './keep/read-tasks.ts'
import { isLeft, leftWorker } from './left-worker.ts'
import type { TaskResult } from './task-failure.ts'
import type { ForgottenTask } from './verbs.ts'

/**
 * Removes tasks that ended longer ago than they are kept for, and then, while all takes more than it may, what ended first. What goes on, what
 * can't be read, and what has a worker still, stays.
 */
export async function forgetTasks(context: TasksContext): TaskResult<readonly ForgottenTask[]> {
  const store = await context.store()
  return store.ok ? forgetIn(context, store.value) : store
}

export async function forgetIn(context: TasksContext, store: Store): TaskResult<readonly ForgottenTask[]> {
  const tasks = await readTasks(store)
  if (!tasks.ok) return tasks
  const before = Date.now() - context.keep.forMs
  const forgotten: ForgottenTask[] = []
  for (const { id, endedAt, worker } of endedFirst(tasks.value)) {
    const isOld = endedAt < before
    if (!isOld) {
      const used = await store.usedBytes()
      if (!used.ok) return used
      if (used.value <= context.keep.bytes) break
    }
    if (worker !== undefined && (await isLeft(context.workers, worker))) continue
    const dropped = await dropTask(context, store, id)
    if (!dropped.ok) return dropped
    forgotten.push({ id, why: isOld ? 'age' : 'size' })
  }
  return ok(forgotten)
}

const endedFirst = (tasks: readonly KeptTask[]) =>
  tasks
    .flatMap(({ id, state, ...task }) =>
      'at' in state ? [{ id, endedAt: state.at.getTime(), worker: leftWorker(task) }] : [],
    )
    .sort((a, b) => a.endedAt - b.endedAt)
