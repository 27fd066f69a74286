import { fail, ok, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'
import type { Fleet } from '../../workers/fleet/fleet.ts'
import type { ServerContext } from '../context.ts'
import { eventStream } from '../events/event-stream.ts'
import { logBug } from '../log.ts'
import type { Answering } from '../route.ts'
import { mostOwnFleets } from './fleet-feeds.ts'

interface Listening {
  /** As `hal list --filter` has them. */
  readonly filters?: Readonly<Record<string, unknown>>
  readonly isAllOwners?: boolean
  /** What is told of the fleet; `signal` aborts when nobody listens any more. */
  readonly tell: (fleet: Fleet, signal: AbortSignal) => AsyncGenerator<Uint8Array>
}

/** A stream of what the live fleet itself says, and not only of what its rows show. */
export async function listenToFacts(
  context: Pick<ServerContext, 'fleets' | 'workers' | 'closing' | 'log'>,
  { filters = {}, isAllOwners = false, tell }: Listening,
): Answering {
  const isWhole = !isAllOwners && Object.keys(filters).length === 0
  const taken = isWhole ? await takeShared(context) : await openOwn(context, { filters, isAllOwners })
  if (!taken.ok) return taken
  const { fleet, over, release } = taken.value
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, context.closing, over])
  signal.addEventListener('abort', release, { once: true })
  if (signal.aborted) release()
  // What was taken for it is given back, however it ends.
  const onBug = (bug: unknown) => {
    logBug(context.log, bug)
    gone.abort()
  }
  return ok(eventStream(tell(fleet, signal), { onGone: () => gone.abort(), onBug }))
}

interface Taken {
  readonly fleet: Fleet
  /** Aborts when it has ended by itself. */
  readonly over: AbortSignal
  readonly release: () => void
}

/** The one that all look at. */
async function takeShared({ fleets }: Pick<ServerContext, 'fleets'>): Promise<Result<Taken, Failure>> {
  const taken = await fleets.take()
  if (!taken.ok) return fail(taken.failure)
  const { feed, use } = taken.value
  return ok({ fleet: feed.fleet, over: feed.over, release: () => use[Symbol.dispose]() })
}

/** One of its own, as some of the fleet is asked for, or more than this owner's. */
async function openOwn(
  { workers, fleets, log }: Pick<ServerContext, 'workers' | 'fleets' | 'log'>,
  { filters, isAllOwners }: { readonly filters: object; readonly isAllOwners: boolean },
): Promise<Result<Taken, Failure>> {
  const room = fleets.takeRoom()
  if (room === undefined) return fail({ reason: 'too-many-fleets', limit: mostOwnFleets, retryAfterS: 5 })
  const texts = Object.entries(filters).map(([name, value]) => [name, String(value)])
  const opened = await workers.fleet({ filters: Object.fromEntries(texts), isAllOwners })
  if (!opened.ok) {
    room[Symbol.dispose]()
    return opened
  }
  const fleet = opened.value
  const over = new AbortController()
  fleet.crashed.catch((bug: unknown) => {
    logBug(log, bug)
    over.abort()
  })
  const release = () => {
    room[Symbol.dispose]()
    void fleet[Symbol.asyncDispose]()
  }
  return ok({ fleet, over: over.signal, release })
}
