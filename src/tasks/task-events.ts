import { ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { driveAlone } from './drive.ts'
import { findTask } from './keep/find-task.ts'
import { keptEvent, taskOf } from './keep/kept-task.ts'
import { takeTask } from './queue/lock.ts'
import { hasEnded, type Task } from './task.ts'
import { isLast } from './task-event.ts'
import type { TaskResult } from './task-failure.ts'
import type { EventsInput } from './verbs.ts'

/**
 * A task's events, those to come too where it is followed. Whoever follows is a spare driver: where the driver is killed, it goes on with the
 * task, so that none stands still that somebody waits for. Who can't keep what happens can't do that: they are told what is kept.
 */
export async function taskEvents(context: TasksContext, input: EventsInput): TaskResult<Task> {
  const store = await context.store()
  if (!store.ok) return store
  const found = await findTask(store.value, input.id)
  if (!found.ok) return found
  const { id } = found.value
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, ...(input.signal === undefined ? [] : [input.signal])])
  const isWanted = input.isFollowed && !hasEnded(found.value.state)
  const isFollowed = isWanted && !store.value.isReadOnly
  const spare = isFollowed ? beSpareDriver(context, store.value, { id, signal }) : undefined
  // Who can't go on with it has nothing more to tell, either.
  const giveUp = (): void => over.abort()
  spare?.then((driven) => driven.ok || giveUp(), giveUp)
  const read = await tellEvents(store.value, { ...input, id, isFollowed, signal }).finally(giveUp)
  const driven = await spare
  if (!read.ok) return read
  if (driven?.ok === false) return driven
  const kept = isWanted && !isFollowed ? await store.value.check() : ok(undefined)
  if (!kept.ok) return kept
  const ended = await findTask(store.value, id)
  return ended.ok ? ok(taskOf(ended.value)) : ended
}

interface Telling extends EventsInput {
  readonly signal: AbortSignal
}

async function tellEvents(
  store: Store,
  { id, after, isFollowed, limit, onEvent, signal }: Telling,
): TaskResult<void> {
  let last = after
  const end = after + (isFollowed ? Number.POSITIVE_INFINITY : (limit ?? Number.POSITIVE_INFINITY))
  for await (const _ of isFollowed ? store.changes(signal) : [undefined]) {
    for (;;) {
      const most = Math.min(page, end - last)
      const events = await store.events(id, { after: last, limit: most })
      if (!events.ok) return events
      for (const stored of events.value) {
        const told = keptEvent(id, stored)
        if (!told.ok) return told
        last = stored.number
        onEvent(told.value, last)
        if (isLast(told.value)) return ok(undefined)
      }
      if (events.value.length < most || last === end) break
    }
  }
  return ok(undefined)
}

const page = 1000

async function beSpareDriver(
  context: TasksContext,
  store: Store,
  { id, signal }: { readonly id: string; readonly signal: AbortSignal },
): TaskResult<Task | undefined> {
  using lock = await takeTask(context, id, { isPatient: true, signal })
  // Awaited here: the lock goes with this function.
  return lock === undefined ? ok(undefined) : await driveAlone(context, store, { id })
}
