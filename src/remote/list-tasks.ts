import { ok } from '../lib/result.ts'
import type { Task } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import { someTasks } from './read/task.ts'
import { tasksPath } from './task-path.ts'
import type { Wire } from './wire.ts'

export async function listTasks(wire: Wire): TaskResult<readonly Task[]> {
  const listed = await wire.ask({ method: 'GET', path: tasksPath() }, someTasks)
  return listed.ok ? ok(listed.value.tasks) : listed
}
