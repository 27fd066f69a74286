import { setTimeout as after } from 'node:timers/promises'
import type { RemoteFailure } from '../engines/remote-failure.ts'
import { fail, ok } from '../lib/result.ts'
import { storedEvent } from '../tasks/keep/stored.ts'
import { hasEnded, type Task } from '../tasks/task.ts'
import { isLast } from '../tasks/task-event.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import type { EventsInput } from '../tasks/verbs.ts'
import { failureOf } from './knock.ts'
import { pathOf } from './path.ts'
import { serverEvents } from './server-events.ts'
import { showTask } from './show-task.ts'
import type { Wire } from './wire.ts'

/** A server that is started again answers within this; one that is there says so more often, also of an agent that is silent. */
const longestSilenceMs = 60_000
const betweenTriesMs = 500

/**
 * Each event once and in order. A connection that breaks is made anew, from the event after the last one that came: the next server goes on
 * where the one before was.
 */
export async function taskEvents(wire: Wire, input: EventsInput): TaskResult<Task> {
  const shown = await showTask(wire, input.id)
  if (!shown.ok) return shown
  const { id } = shown.value
  const end = endOf(shown.value, input)
  let last = input.after
  let heardAtMs = performance.now()
  const { signal } = input
  const isAborted = () => signal?.aborted === true
  while (last < end && !isAborted()) {
    const heard = await hear(wire, {
      ...{ id, end, signal, after: last },
      onHeard: () => {
        heardAtMs = performance.now()
      },
      onEvent: (event, number) => {
        last = number
        input.onEvent(event, number)
      },
    })
    if (isAborted() || (heard.ok && heard.value === 'all')) break
    const isOver = performance.now() - heardAtMs > longestSilenceMs
    if (!heard.ok && (isOver || !mayPass(heard.failure))) return heard
    if (isOver) return fail(endedAgain(wire))
    await after(betweenTriesMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined)
  }
  return showTask(wire, id)
}

/** The number of the last one that is to be told. */
function endOf({ state, lastEvent }: Task, { isFollowed, after, limit }: EventsInput): number {
  if (isFollowed) return hasEnded(state) ? lastEvent : Number.POSITIVE_INFINITY
  return Math.min(lastEvent, after + (limit ?? Number.POSITIVE_INFINITY))
}

const mayPass = ({ reason }: { readonly reason: string }): boolean =>
  reason === 'no-server' || reason === 'server-lost' || reason === 'not-a-hal'

/** Each time it was asked, it had no more to say, though the task goes on. */
const endedAgain = ({ address: { url } }: Wire): RemoteFailure => ({
  ...{ reason: 'server-lost', url, mayHaveArrived: false },
  detail: 'it ends what it tells of the task before its end',
})

interface Hearing extends Pick<EventsInput, 'id' | 'after' | 'onEvent' | 'signal'> {
  readonly end: number
  /** Called at all that comes, heartbeats too. */
  readonly onHeard: () => void
}

/** Over one connection. `cut`: the server ended it, and there is more. */
async function hear(
  wire: Wire,
  { id, after: last, end, onEvent, onHeard, signal }: Hearing,
): TaskResult<'all' | 'cut'> {
  const { url } = wire.address
  const headers = { 'last-event-id': String(last) }
  const opened = await wire.open({ method: 'GET', path: pathOf(['tasks', id, 'events']), headers, signal })
  if (!opened.ok) return signal?.aborted === true ? ok('cut') : opened
  if (opened.value === undefined) return ok('all')
  try {
    for await (const { event, id: number, data } of serverEvents(opened.value)) {
      onHeard()
      if (number === undefined) continue
      const read = storedEvent.safeParse(data)
      if (!read.success)
        return fail({ reason: 'server-differs', url, how: 'other', what: `the event ${event} of a task` })
      onEvent(read.data, Number(number))
      if (isLast(read.data) || Number(number) >= end) return ok('all')
    }
    return ok('cut')
  } catch (error) {
    if (signal?.aborted === true) return ok('cut')
    return fail(failureOf(error, { address: wire.address, isReached: true, isChange: false }))
  }
}
