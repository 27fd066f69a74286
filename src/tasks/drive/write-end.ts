import type { Journal } from '../keep/journal.ts'
import type { Requests } from '../talk/requests.ts'
import { hasEnded, type TaskState } from '../task.ts'
import type { Happening } from '../task-event.ts'
import type { TaskResult } from '../task-failure.ts'

interface End {
  readonly last: Happening
  readonly state: TaskState
  readonly requests: Requests
}

/** A task's end, and before it what it was sent and its agent was not given: all messages that were taken are counted, also the latest. */
export async function writeEnd(journal: Journal, { last, state, requests }: End): TaskResult<void> {
  for (;;) {
    await requests.read()
    const unheard = requests.messagesLeft
    const written = await journal.writeNext(
      unheard === 0 ? [last] : [{ type: 'unheard', messages: unheard }, last],
      { state },
    )
    if (written.ok || written.failure.reason !== 'record-moved-on') return written
    const read = await journal.readAgain()
    if (!read.ok) return read
    if (hasEnded(journal.task.state)) return written
  }
}
