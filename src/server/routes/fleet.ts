import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { frame } from '../events/event-stream.ts'
import { factsFrames } from '../fleet/fleet-facts.ts'
import type { FleetNews } from '../fleet/fleet-feed.ts'
import { listenToFacts } from '../fleet/listen-to-facts.ts'
import { listenToFleet } from '../fleet/listen-to-fleet.ts'
import { screenFrames } from '../fleet/screen-frames.ts'
import { type Route, route } from '../route.ts'
import { following, said, watching } from '../schemas/fleet.ts'
import { seen } from '../schemas/worker.ts'
import { whomOf } from '../whom.ts'

/** The whole fleet as it goes. */
export const fleetRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/events', query: following },
    summary:
      'The fleet: a snapshot, then what changes, as it comes. With the header Last-Event-ID, only what has changed since then, where that is at hand',
    answers: { 200: { summary: 'Server-sent events: snapshot, change', contentType: 'text/event-stream' } },
    handle: ({ request, query: { form, 'all-owners': all, ...filters } }) => {
      if (form === 'facts')
        return listenToFacts(context, { filters, isAllOwners: all === 'yes', tell: factsFrames })
      const lastId = request.headers.get('last-event-id') ?? undefined
      return listenToFleet(context, { lastId, tell: framesOf })
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/screen', query: watching },
    summary: 'What a window shows, with its colours, again each time it changes',
    answers: { 200: { summary: 'Server-sent events: screen', contentType: 'text/event-stream' } },
    handle: async ({ params, query: { window } }) => {
      const found = await context.workers.find(params['name'] ?? '')
      if (!found.ok) return found
      const { name } = found.value
      return listenToFacts(context, {
        tell: (fleet, signal) => screenFrames(fleet, { name, window, signal }),
      })
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/seen', query: seen },
    summary: 'Say that somebody has had a worker’s screen before them: if it was done, it is idle now',
    answers: { 200: { summary: 'It is said', schema: said } },
    handle: async (call) => {
      const found = await context.workers.inspect(whomOf(call))
      if (!found.ok) return found
      const taken = await context.fleets.take()
      if (!taken.ok) return taken
      using _ = taken.value.use
      taken.value.feed.fleet.markSeen(found.value)
      return ok(Response.json({ version: 1, worker: found.value.name }))
    },
  }),
]

async function* framesOf(news: AsyncGenerator<FleetNews>): AsyncGenerator<Uint8Array> {
  for await (const { kind, id, data } of news) yield frame(kind, id, data)
}
