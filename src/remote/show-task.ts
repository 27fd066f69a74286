import { ok } from '../lib/result.ts'
import type { Task } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import type { RetryInput } from '../tasks/verbs.ts'
import { oneTask } from './read/task.ts'
import { tasksPath } from './task-path.ts'
import type { Wire } from './wire.ts'

export async function showTask(wire: Wire, id: string): TaskResult<Task> {
  const shown = await wire.ask({ method: 'GET', path: tasksPath(id) }, oneTask)
  return shown.ok ? ok(shown.value.task) : shown
}

export async function retryTask(
  wire: Wire,
  id: string,
  { timeoutMs }: Pick<RetryInput, 'timeoutMs'> = {},
): TaskResult<Task> {
  const asked = { method: 'POST', path: tasksPath(id, 'retry'), body: { timeoutMs } } as const
  const made = await wire.ask(asked, oneTask)
  return made.ok ? ok(made.value.task) : made
}

export async function cancelTask(wire: Wire, id: string): TaskResult<Task> {
  const cancelled = await wire.ask({ method: 'POST', path: tasksPath(id, 'cancel') }, oneTask)
  return cancelled.ok ? ok(cancelled.value.task) : cancelled
}

export async function removeTask(wire: Wire, id: string): TaskResult<Task> {
  const removed = await wire.ask({ method: 'DELETE', path: tasksPath(id) }, oneTask)
  return removed.ok ? ok(removed.value.task) : removed
}
