import { fail } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { createTask } from './create-task.ts'
import { findTask } from './keep/find-task.ts'
import { hasEnded, type Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { RetryInput } from './verbs.ts'

/** What was asked for, once more, as a task of its own, with other limits where they are given: the one before stays as it ended. */
export async function retryTask(
  context: TasksContext,
  id: string,
  { timeoutMs, ...input }: RetryInput = {},
): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, id)
  if (!found.ok) return found
  const { state, wish } = found.value
  if (!hasEnded(state)) return fail({ reason: 'task-goes-on', id: found.value.id, status: state.status })
  const again = { ...wish, ...(timeoutMs === undefined ? {} : { timeoutMs }), retryOf: found.value.id }
  return createTask(context, again, input)
}
