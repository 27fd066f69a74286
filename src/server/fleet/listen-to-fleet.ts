import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { eventStream } from '../events/event-stream.ts'
import { logBug } from '../log.ts'
import type { Answering } from '../route.ts'
import type { FleetNews } from './fleet-feed.ts'

interface Listening {
  /** `undefined`: from all that is now. */
  readonly lastId: string | undefined
  /** What is told of the news; `signal` aborts when nobody listens any more. */
  readonly tell: (news: AsyncGenerator<FleetNews>, signal: AbortSignal) => AsyncGenerator<Uint8Array>
}

/** A stream of what the fleet does. */
export async function listenToFleet(
  { fleets, closing, log }: Pick<ServerContext, 'fleets' | 'closing' | 'log'>,
  { lastId, tell }: Listening,
): Answering {
  const taken = await fleets.take()
  if (!taken.ok) return taken
  const { feed, use } = taken.value
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, closing])
  signal.addEventListener('abort', () => use[Symbol.dispose](), { once: true })
  const frames = heldBy(use, tell(feed.follow(lastId, signal), signal))
  return ok(eventStream(frames, { onGone: () => gone.abort(), onBug: (bug) => logBug(log, bug) }))
}

/** Its use is over with it, whoever ends it: the client, the server, or the feed. */
async function* heldBy(use: Disposable, frames: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  using _ = use
  yield* frames
}
