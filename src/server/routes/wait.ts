import { failureJson } from '../../present/failure.ts'
import type { Waited } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { toldStream } from '../events/told-stream.ts'
import { type Route, route } from '../route.ts'
import { waiting } from '../schemas/worker.ts'
import { whomOf } from '../whom.ts'

/** Agents are waited for, for as long as somebody listens. */
export const waitRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers/:name/wait', query: waiting },
    summary: 'Until an agent does what is waited for: what it comes to do meanwhile, and at last that',
    answers: {
      200: { summary: 'Server-sent events: change, and one waited', contentType: 'text/event-stream' },
    },
    handle: async (call) => {
      const { until, 'timeout-ms': timeoutMs } = call.query
      const { workers } = context
      const found = await workers.inspect(whomOf(call))
      if (!found.ok) return found
      return toldStream(context, async (say, signal) => {
        const waited = await workers.wait({
          ...{ names: [found.value.name], until, timeoutMs, signal },
          onChange: (change) => say('change', change),
        })
        // Whoever is cut off comes back and asks anew.
        if (signal.aborted) return
        if (!waited.ok) say('refused', failureJson(waited.failure))
        else for (const one of waited.value) say('waited', waitedJson(one))
      })
    },
  }),
]

const waitedJson = (one: Waited): object => {
  if (!('failure' in one)) return one
  const { failure, ...rest } = one
  return { ...rest, ...failureJson(failure) }
}
