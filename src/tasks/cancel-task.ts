import { fail, ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { findTask } from './keep/find-task.ts'
import { Journal } from './keep/journal.ts'
import { hasEnded, type Task } from './task.ts'
import { taskEvents } from './task-events.ts'
import type { TaskResult } from './task-failure.ts'

/** Its driver hears of it by its event. Where there is none, whoever asks is the one. */
export async function cancelTask(context: TasksContext, id: string): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, id)
  if (!found.ok) return found
  const journal = new Journal(store.value, found.value)
  const written = hasEnded(found.value.state) ? undefined : await journal.write([{ type: 'cancel' }])
  const { status } = journal.task.state
  if (hasEnded({ status })) return fail({ reason: 'task-ended', id: found.value.id, status })
  if (written?.ok === false) return written
  const ended = await taskEvents(context, {
    id: found.value.id,
    after: 0,
    isFollowed: true,
    onEvent: () => {},
  })
  return ended.ok ? ok(ended.value) : ended
}
