import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { eventStream, frame } from '../events/event-stream.ts'
import type { FleetNews } from '../fleet/fleet-feed.ts'
import { logBug } from '../log.ts'
import { type Route, route } from '../route.ts'

/** The whole fleet as it goes. */
export const fleetRoutes = ({ fleets, closing, log }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/events' },
    summary:
      'The fleet: a snapshot, then what changes, as it comes. With the header Last-Event-ID, only what has changed since then, where that is at hand',
    answers: { 200: { summary: 'Server-sent events: snapshot, change', contentType: 'text/event-stream' } },
    handle: async ({ request }) => {
      const taken = await fleets.take()
      if (!taken.ok) return taken
      const { feed, use } = taken.value
      const gone = new AbortController()
      const signal = AbortSignal.any([gone.signal, closing])
      signal.addEventListener('abort', () => use[Symbol.dispose](), { once: true })
      const news = feed.follow(request.headers.get('last-event-id') ?? undefined, signal)
      return ok(
        eventStream(framesOf(news, use), {
          onGone: () => gone.abort(),
          onBug: (bug) => logBug(log, bug),
        }),
      )
    },
  }),
]

/** Its use is over with it, whoever ends it: the client, the server, or the feed. */
async function* framesOf(news: AsyncGenerator<FleetNews>, use: Disposable): AsyncGenerator<Uint8Array> {
  using _ = use
  for await (const { kind, id, data } of news) yield frame(kind, id, data)
}
