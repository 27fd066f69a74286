import type { ServerContext } from '../context.ts'
import { frame } from '../events/event-stream.ts'
import type { FleetNews } from '../fleet/fleet-feed.ts'
import { listenToFleet } from '../fleet/listen-to-fleet.ts'
import { type Route, route } from '../route.ts'

/** The whole fleet as it goes. */
export const fleetRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/events' },
    summary:
      'The fleet: a snapshot, then what changes, as it comes. With the header Last-Event-ID, only what has changed since then, where that is at hand',
    answers: { 200: { summary: 'Server-sent events: snapshot, change', contentType: 'text/event-stream' } },
    handle: ({ request }) => {
      const lastId = request.headers.get('last-event-id') ?? undefined
      return listenToFleet(context, { lastId, tell: framesOf })
    },
  }),
]

async function* framesOf(news: AsyncGenerator<FleetNews>): AsyncGenerator<Uint8Array> {
  for await (const { kind, id, data } of news) yield frame(kind, id, data)
}
