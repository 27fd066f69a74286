import { once } from 'node:events'
import { ok, type Result } from '../lib/result.ts'
import { type Failure, sentenceOf } from '../present/failure.ts'
import { adopt } from './adopt.ts'
import { Conversations } from './agentapi/conversations.ts'
import { makeApp } from './app.ts'
import type { ServerContext } from './context.ts'
import { Feeds } from './events/feeds.ts'
import { FleetFeeds } from './fleet/fleet-feeds.ts'
import { Limits } from './guard/limits.ts'
import { Visitors } from './guard/visitors.ts'
import { listen } from './listen.ts'
import { logBug } from './log.ts'
import { countLags, countTask } from './metrics/count-task.ts'
import { pageRoutes } from './routes/page.ts'
import { routesOf } from './routes.ts'
import { isSessionId } from './sessions/session-id.ts'
import { sockets } from './sockets/sockets.ts'
import { openTraces } from './traces/open-traces.ts'
import { traceFeed } from './traces/trace-feed.ts'

type Made = 'feeds' | 'fleets' | 'visitors' | 'limits' | 'conversations' | 'traces' | 'closing'

export interface Serving extends Omit<ServerContext, Made> {
  /** Told once it takes requests. */
  readonly onListening: (address: string) => void
  /** Aborts when the server is to end. */
  readonly signal: AbortSignal
  /** Lets go of the tasks that this hal sees through: their agents work on. */
  readonly letGo: AbortController
}

/** Serves until `signal` aborts; then takes nothing new, and ends when what was begun is answered and every task has been let go of. */
export async function serve({
  onListening,
  signal,
  letGo,
  ...given
}: Serving): Promise<Result<void, Failure>> {
  const { log, tasks, settings, metrics } = given
  const onBug = (bug: unknown) => logBug(log, bug)
  await using fleets = new FleetFeeds(given.workers, onBug)
  const visitors = new Visitors()
  await using traces = await openTraces(settings.traces, given)
  const limits = new Limits(settings.requestsPerSecond)
  const feeds = new Feeds({
    ...{ tasks, most: settings.mostSessions, isCounted: isSessionId, signal: letGo.signal },
    onFailure: (id, failure) =>
      log('error', 'a task stands still', {
        task: id,
        reason: failure.reason,
        why: sentenceOf(failure).what,
      }),
    onOpened: (task, feed) => countLags(metrics, task, feed),
    onBegun: (task, feed) => {
      traceFeed(traces.task(task), feed, task.lastEvent)
      countTask(metrics, task, feed)
    },
    onBug,
  })
  const conversations = new Conversations(given.workers)
  await using _ = await given.workers.watchHistory({ onBug })
  const made = {
    ...{ feeds, fleets, visitors, limits, conversations, traces },
    closing: signal,
  }
  const context: ServerContext = { ...given, ...made }
  const app = makeApp(context, [...routesOf(context), ...pageRoutes(context)])
  const listening = await listen({ fetch: app.fetch, upgrade: sockets(context) }, settings)
  if (!listening.ok) return listening
  const { address, close } = listening.value
  log('info', 'listening', { address, is_secret_needed: settings.secret !== undefined })
  onListening(address)
  await adopt(context)
  if (!signal.aborted) await once(signal, 'abort')
  log('info', 'ending')
  await close()
  letGo.abort()
  await feeds.allOver()
  log('info', 'ended')
  return ok(undefined)
}
