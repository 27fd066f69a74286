import { fail, ok } from '../../lib/result.ts'
import type { Store } from '../../store/store.ts'
import type { TasksContext } from '../context.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptTask } from '../keep/kept-task.ts'
import { readOpenTasks } from '../keep/read-tasks.ts'
import type { TaskResult } from '../task-failure.ts'
import type { DriveInput } from '../verbs.ts'
import { leaveDriver } from './leave-driver.ts'
import { takeDoor } from './lock.ts'
import { occasions } from './occasions.ts'
import { isAdmitted, positionIn, type Queue, queueOf } from './queue.ts'

interface Waiting extends Pick<DriveInput, 'onQueued'> {
  readonly store: Store
  readonly cancel: AbortSignal
}

/**
 * Until the task may begin, or is cancelled: so many are at work at once, whichever hals drive them. Nobody admits them: each driver looks
 * for itself, one at a time.
 */
export async function awaitPlace(
  context: TasksContext,
  journal: Journal,
  { store, cancel, onQueued }: Waiting,
): TaskResult<void> {
  if (isAdmitted(journal.task)) return ok(undefined)
  const { id } = journal.task
  const signal = AbortSignal.any([context.signal, cancel])
  const helped = new Set<string>()
  let told: number | undefined
  for await (const _ of occasions(store, signal)) {
    using door = await takeDoor(context, signal)
    if (door === undefined) break
    const tasks = await readOpenTasks(store)
    if (!tasks.ok) return tasks
    const queue = queueOf(tasks.value)
    const free = Math.max(0, context.concurrency - queue.admitted.length)
    const position = positionIn(queue, id)
    if (position === undefined || position <= free)
      return await journal.write([{ type: 'admitted' }], { isAdmitted: true })
    if (position !== told) onQueued?.(position)
    told = position
    await helpOthers(context, helped, before(queue, free))
  }
  return cancel.aborted ? ok(undefined) : fail({ reason: 'cancelled', what: 'the wait in the queue' })
}

/** Those that have a place, and those that are to have one next. */
const before = ({ admitted, waiting }: Queue, free: number): readonly KeptTask[] => [
  ...admitted,
  ...waiting.slice(0, free),
]

/** A task whose driver was killed would hold up all others: it gets another one, once. */
async function helpOthers(
  context: TasksContext,
  helped: Set<string>,
  tasks: readonly KeptTask[],
): Promise<void> {
  for (const { id } of tasks) {
    if (!helped.has(id) && (await leaveDriver(context, id))) helped.add(id)
  }
}
