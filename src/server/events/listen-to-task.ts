import { fail, ok } from '../../lib/result.ts'
import { hasEnded, type Task } from '../../tasks/task.ts'
import type { ServerContext } from '../context.ts'
import { logBug } from '../log.ts'
import type { Metrics } from '../metrics/metrics.ts'
import type { Answering, Asked } from '../route.ts'
import { eventStream } from './event-stream.ts'
import type { Told } from './feed.ts'
import { toldAfter } from './told-after.ts'

/** A frame of each event; `undefined`: none of this one. */
export type ToFrame = (told: Told, task: Task) => Uint8Array | undefined

/**
 * A task's events, from the first one on or, with `Last-Event-ID`, from the one after that. Whoever has heard the last one is told not to come
 * back.
 */
export async function listenToTask(
  { tasks, feeds, metrics, closing, log }: ServerContext,
  { request, params }: Asked,
  toFrame: ToFrame,
): Answering {
  const shown = await tasks.show(params['id'] ?? '')
  if (!shown.ok) return shown
  const task = shown.value
  const after = Number(request.headers.get('last-event-id') ?? 0)
  if (!Number.isInteger(after) || after < 0 || after > task.lastEvent)
    return fail({
      ...{ reason: 'wrong-request', field: 'Last-Event-ID' },
      expected: `the number of an event, ${task.lastEvent} at most`,
    })
  if (hasEnded(task.state) && after === task.lastEvent) return ok(new Response(null, { status: 204 }))
  const over = new AbortController()
  const signal = AbortSignal.any([over.signal, closing])
  const told = toldAfter({ tasks, feed: feeds.of(task), id: task.id, after, signal })
  const frames = framesOf(told, { metrics, toFrame: (one) => toFrame(one, task) })
  return ok(
    eventStream(frames, {
      onGone: () => over.abort(),
      onBug: (bug) => logBug(log, bug),
    }),
  )
}

interface Framing {
  readonly metrics: Metrics
  readonly toFrame: (told: Told) => Uint8Array | undefined
}

async function* framesOf(
  batches: AsyncGenerator<readonly Told[]>,
  { metrics, toFrame }: Framing,
): AsyncGenerator<Uint8Array> {
  using _ = metrics.openStream()
  for await (const batch of batches) {
    const frames = batch.map(toFrame).filter((one) => one !== undefined)
    const [first, second] = frames
    if (first !== undefined) yield second === undefined ? first : Buffer.concat(frames)
  }
}

/** The same bytes for all who listen. */
export function madeOnce(make: ToFrame): ToFrame {
  const made = new WeakMap<Told, Uint8Array | undefined>()
  return (told, task) => {
    if (!made.has(told)) made.set(told, make(told, task))
    return made.get(told)
  }
}
