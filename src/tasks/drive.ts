import { ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { endTask } from './drive/end-task.ts'
import { followAgent } from './drive/follow-agent.ts'
import { startWorker } from './drive/start-worker.ts'
import { findTask } from './keep/find-task.ts'
import { Journal } from './keep/journal.ts'
import { taskOf } from './keep/kept-task.ts'
import { awaitPlace } from './queue/await-place.ts'
import { takeTask } from './queue/lock.ts'
import { Requests } from './talk/requests.ts'
import { hasEnded, type Task } from './task.ts'
import type { TaskResult } from './task-failure.ts'
import type { DriveInput } from './verbs.ts'

export async function driveTask(context: TasksContext, input: DriveInput): TaskResult<Task | undefined> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, input.id)
  if (!found.ok) return found
  if (hasEnded(found.value.state)) return ok(taskOf(found.value))
  const { id } = found.value
  using lock = await takeTask(context, id, { isPatient: false, signal: context.signal })
  // Awaited here: the lock goes with this function.
  return lock === undefined ? ok(undefined) : await driveAlone(context, store.value, { ...input, id })
}

/** Nobody else drives it meanwhile. */
export async function driveAlone(
  context: TasksContext,
  store: Store,
  { id, cancel: given, onProgress, onBuild, onQueued }: DriveInput,
): TaskResult<Task> {
  const record = await findTask(store, id)
  if (!record.ok) return record
  const journal = new Journal(store, record.value)
  if (hasEnded(journal.task.state)) return ok(taskOf(journal.task))
  const over = new AbortController()
  const requests = new Requests(store, id)
  const { cancel } = requests
  const stop = (): void => cancel.abort()
  given?.addEventListener('abort', stop, { once: true })
  if (given?.aborted) stop()
  const watching = requests.watch(over.signal)
  try {
    const admitted = await awaitPlace(context, journal, { store, cancel: cancel.signal, onQueued })
    if (!admitted.ok) return admitted
    const started = await startWorker(context, journal, { requests, onProgress, onBuild })
    if (!started.ok) return started
    if (started.value === undefined) return ok(taskOf(journal.task))
    const outcome = await followAgent(context, journal, { worker: started.value, requests })
    if (!outcome.ok) return outcome
    const ended = await endTask(context, journal, {
      ...{ worker: started.value, outcome: outcome.value, requests },
    })
    return ended.ok ? ok(taskOf(journal.task)) : ended
  } finally {
    over.abort()
    given?.removeEventListener('abort', stop)
    await watching
  }
}
