import { fail, ok } from '../lib/result.ts'
import type { TasksContext } from './context.ts'
import { findTask } from './keep/find-task.ts'
import { Journal } from './keep/journal.ts'
import { taskOf } from './keep/kept-task.ts'
import { leaveDriver } from './queue/leave-driver.ts'
import { hasEnded, type Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'

interface Message {
  readonly id: string
  readonly text: string
}

/**
 * Its driver hears of it by its event; where there is none, and its agent has begun, one is left behind. Either the event is there before its
 * agent is told that nothing more comes, or it is refused.
 */
export async function sendMessage(context: TasksContext, { id: given, text }: Message): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  for (;;) {
    const found = await findTask(store.value, given)
    if (!found.ok) return found
    const { id, wish, state, isClosed } = found.value
    if (wish.talk === undefined) return fail({ reason: 'takes-no-messages', id })
    if (hasEnded(state)) return fail({ reason: 'task-ended', id, status: state.status })
    if (isClosed === true) return fail({ reason: 'talk-over', id })
    const journal = new Journal(store.value, found.value)
    const written = await journal.writeNext([{ type: 'message', text }])
    if (!written.ok && written.failure.reason !== 'record-moved-on') return written
    if (!written.ok) continue
    // One that has not begun may mean the folder of whoever asked for it.
    if (state.status !== 'pending') await leaveDriver(context, id)
    return ok(taskOf(journal.task))
  }
}
