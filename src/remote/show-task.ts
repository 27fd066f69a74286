import { ok } from '../lib/result.ts'
import type { Task } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import { oneTask } from './read/task.ts'
import { tasksPath } from './task-path.ts'
import type { Wire } from './wire.ts'

export async function showTask(wire: Wire, id: string): TaskResult<Task> {
  const shown = await wire.ask({ method: 'GET', path: tasksPath(id) }, oneTask)
  return shown.ok ? ok(shown.value.task) : shown
}

export async function changeTask(wire: Wire, id: string, verb: 'retry' | 'cancel'): TaskResult<Task> {
  const done = await wire.ask({ method: 'POST', path: tasksPath(id, verb) }, oneTask)
  return done.ok ? ok(done.value.task) : done
}

export async function removeTask(wire: Wire, id: string): TaskResult<Task> {
  const removed = await wire.ask({ method: 'DELETE', path: tasksPath(id) }, oneTask)
  return removed.ok ? ok(removed.value.task) : removed
}
