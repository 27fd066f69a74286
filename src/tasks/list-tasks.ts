import { ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { findTask } from './find-task.ts'
import { keptTask, taskOf } from './kept-task.ts'
import type { Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { ListInput } from './verbs.ts'

export async function listTasks(
  context: TasksContext,
  { onUnreadable }: ListInput = {},
): TaskResult<readonly Task[]> {
  const store = await context.store()
  if (!store.ok) return store
  const records = await store.value.records('task')
  if (!records.ok) return records
  return ok(
    records.value.flatMap((record) => {
      const kept = keptTask(record)
      if (!kept.ok) onUnreadable?.(kept.failure)
      return kept.ok ? [taskOf(kept.value)] : []
    }),
  )
}

export async function showTask(context: TasksContext, id: string): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, id)
  return found.ok ? ok(taskOf(found.value)) : found
}
