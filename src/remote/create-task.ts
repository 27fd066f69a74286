import { ok } from '../lib/result.ts'
import type { Task, TaskOrder } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import { oneTask } from './read/task.ts'
import { tasksPath } from './task-path.ts'
import type { Wire } from './wire.ts'

/** The server sees it through, whatever becomes of this hal. */
export async function createTask(wire: Wire, { retryOf: _, ...body }: TaskOrder): TaskResult<Task> {
  const made = await wire.ask({ method: 'POST', path: tasksPath(), body }, oneTask)
  return made.ok ? ok(made.value.task) : made
}
