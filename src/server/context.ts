import type { z } from 'zod'
import type { ImageVerbs } from '../images/verbs.ts'
import type { Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import type { TaskVerbs } from '../tasks/verbs.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'
import type { Conversations } from './agentapi/conversations.ts'
import type { Feeds, OwnTasks } from './events/feeds.ts'
import type { FleetFeeds } from './fleet/fleet-feeds.ts'
import type { Limits } from './guard/limits.ts'
import type { Visitors } from './guard/visitors.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics/metrics.ts'
import type { OwnModel } from './own-model.ts'
import type { agentChoice } from './schemas/agent.ts'
import type { ServerSettings } from './settings.ts'
import type { Traces } from './traces/traces.ts'

/** What every route works with; `serve.ts` makes one. */
export interface ServerContext {
  readonly workers: WorkerVerbs
  readonly images: ImageVerbs
  readonly tasks: TaskVerbs
  readonly settings: ServerSettings
  /** Verbs on tasks whose agents have this model and key, and none of the person's own. Let go of when disposed. */
  readonly tasksWith: (agent: string, model: OwnModel) => OwnTasks
  /** What tasks work on that don't say otherwise, absolute. `undefined`: nobody has said so, and where hal stands is no such folder. */
  readonly workspace: string | undefined
  /** Whether the engine answers. */
  readonly checkEngine: () => Promise<Result<unknown, Failure>>
  readonly feeds: Feeds
  readonly fleets: FleetFeeds
  readonly visitors: Visitors
  readonly limits: Limits
  readonly conversations: Conversations
  /** Those that a worker here can be started with. */
  readonly agents: readonly z.output<typeof agentChoice>[]
  /** Where the page's files are. */
  readonly pageDir: string
  readonly metrics: Metrics
  readonly traces: Traces
  readonly log: Log
  readonly version: string
  /** Aborts when the server is to end: streams end, and their clients come back to the next one. */
  readonly closing: AbortSignal
}
