import { ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { findTask } from './keep/find-task.ts'
import { type KeptTask, taskOf } from './keep/kept-task.ts'
import { readOpenTasks, readTasks } from './keep/read-tasks.ts'
import { positionIn, queueOf } from './queue/queue.ts'
import type { Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { ListInput } from './verbs.ts'

export async function listTasks(context: TasksContext, input?: ListInput): TaskResult<readonly Task[]> {
  const store = await context.store()
  if (!store.ok) return store
  const tasks = await readTasks(store.value, input)
  return tasks.ok ? ok(tasks.value.map((task) => shown(task, tasks.value))) : tasks
}

export async function showTask(context: TasksContext, id: string): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, id)
  if (!found.ok) return found
  if (found.value.state.status !== 'pending') return ok(taskOf(found.value))
  const tasks = await readOpenTasks(store.value)
  return tasks.ok ? ok(shown(found.value, tasks.value)) : tasks
}

/** With its place in the queue, which is nobody's to keep. */
function shown(kept: KeptTask, all: readonly KeptTask[]): Task {
  const task = taskOf(kept)
  if (task.state.status !== 'pending') return task
  return { ...task, state: { ...task.state, position: positionIn(queueOf(all), task.id) } }
}
