import * as z from 'zod/mini'
import { fail, ok } from '../lib/result.ts'
import type { Waited, WaitInput, WorkerResult } from '../workers/verbs.ts'
import { failureOf as failureOfConnection } from './knock.ts'
import { workerPath } from './path.ts'
import { maybeMoment, maybeNumber, maybeWords } from './read/fields.ts'
import { activity } from './read/worker.ts'
import { failureFacts, failureOf } from './refusal.ts'
import { serverEvents } from './server-events.ts'
import type { Wire } from './wire.ts'

const reached = {
  ...{ agent: maybeWords, activity: z.union([activity, z.literal('ended')]), question: maybeWords },
  ...{ by: maybeWords, since: maybeMoment, exitCode: maybeNumber },
}
const timed = { name: z.string(), isReached: z.boolean(), tookMs: z.number() }
const change = z.object({ name: z.string(), ...reached })
const refused = z.object({ failure: failureFacts })
const waited = z.union([z.object({ ...timed, failure: failureFacts }), z.object({ ...timed, ...reached })])

/** For each a stream of its own, over which the server waits. */
export async function waitForWorkers(wire: Wire, input: WaitInput): WorkerResult<readonly Waited[]> {
  const { names, isAny = false, signal: asked = wire.address.signal } = input
  const enough = new AbortController()
  const signal = AbortSignal.any([asked, enough.signal])
  const startedMs = performance.now()
  const all = await Promise.all(
    names.map(async (name) => {
      const one = await waitForOne(wire, name, { ...input, signal })
      // Who isn't there is said at once, and not when the others are done.
      if (!one.ok || (isAny && one.value.isReached)) enough.abort()
      return one
    }),
  )
  if (asked.aborted) return fail({ reason: 'cancelled', what: 'wait' })
  const outcomes: Waited[] = []
  for (const [at, one] of all.entries()) {
    if (one.ok) outcomes.push(one.value)
    else if (one.failure.reason !== 'cancelled') return one
    else
      outcomes.push({
        ...{ name: names[at] ?? '', isReached: false, tookMs: performance.now() - startedMs },
        failure: one.failure,
      })
  }
  return ok(outcomes)
}

async function waitForOne(
  wire: Wire,
  name: string,
  { until, timeoutMs, onChange, signal }: WaitInput & { readonly signal: AbortSignal },
): WorkerResult<Waited> {
  const path = workerPath(name, 'wait', { until: until.join(','), 'timeout-ms': timeoutMs })
  const opened = await wire.open({ method: 'GET', path, signal })
  if (!opened.ok) return opened
  let broke: unknown = new Error('its answer ended in the middle')
  try {
    for await (const { event, data } of opened.value === undefined ? [] : serverEvents(opened.value)) {
      const [news, end, refusal] = [change.safeParse(data), waited.safeParse(data), refused.safeParse(data)]
      if (event === 'change' && news.success) onChange?.(news.data)
      else if (event === 'refused' && refusal.success) return fail(failureOf(refusal.data.failure))
      else if (event === 'waited' && end.success) return ok(waitedOf(end.data))
    }
  } catch (error) {
    broke = error
  }
  if (signal.aborted) return fail({ reason: 'cancelled', what: 'wait' })
  return fail(failureOfConnection(broke, { address: wire.address, isReached: true, isChange: false }))
}

const waitedOf = (one: z.output<typeof waited>): Waited =>
  'failure' in one ? { ...one, failure: failureOf(one.failure) } : one
