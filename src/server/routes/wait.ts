import { ok } from '../../lib/result.ts'
import { failureJson } from '../../present/failure.ts'
import type { Waited } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { eventStream, frame } from '../events/event-stream.ts'
import { toldFrames } from '../events/told-frames.ts'
import { logBug } from '../log.ts'
import { type Route, route } from '../route.ts'
import { waiting } from '../schemas/worker.ts'
import { namedIn } from '../whom.ts'

/** Agents are waited for, for as long as somebody listens. */
export const waitRoutes = ({ workers, closing, log }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers/:name/wait', query: waiting },
    summary: 'Until an agent does what is waited for: what it comes to do meanwhile, and at last that',
    answers: {
      200: { summary: 'Server-sent events: change, and one waited', contentType: 'text/event-stream' },
    },
    handle: async (call) => {
      const { until, 'timeout-ms': timeoutMs } = call.query
      const found = await workers.find(namedIn(call).name)
      if (!found.ok) return found
      const gone = new AbortController()
      const signal = AbortSignal.any([gone.signal, closing])
      let number = 0
      const frames = toldFrames(async (tell) => {
        const say = (event: string, data: object) => {
          number += 1
          tell(frame(event, number, data))
        }
        const waited = await workers.wait({
          ...{ names: [found.value.name], until, timeoutMs, signal },
          onChange: (change) => say('change', change),
        })
        // Whoever is cut off comes back and asks anew.
        if (signal.aborted) return
        if (!waited.ok) return say('refused', failureJson(waited.failure))
        for (const one of waited.value) say('waited', waitedJson(one))
      })
      return ok(
        eventStream(frames, {
          onGone: () => gone.abort(),
          onBug: (bug) => logBug(log, bug),
        }),
      )
    },
  }),
]

const waitedJson = (one: Waited): object => {
  if (!('failure' in one)) return one
  const { failure, ...rest } = one
  return { ...rest, ...failureJson(failure) }
}
