import { fail, ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { dropTask } from './keep/drop-task.ts'
import { findTask } from './keep/find-task.ts'
import { taskOf } from './keep/kept-task.ts'
import { leftWorker, removeLeft } from './left-worker.ts'
import { hasEnded, type Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'

/** Answers what it was. */
export async function removeTask(context: TasksContext, id: string): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, id)
  if (!found.ok) return found
  const task = taskOf(found.value)
  if (!hasEnded(task.state)) return fail({ reason: 'task-goes-on', id: task.id, status: task.state.status })
  const worker = leftWorker(found.value)
  const gone = worker === undefined ? ok(undefined) : await removeLeft(context.workers, worker)
  if (!gone.ok) return gone
  const dropped = await dropTask(context, store.value, task.id)
  return dropped.ok ? ok(task) : dropped
}
