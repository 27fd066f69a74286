import type { AgentSettings } from '../agents/settings.ts'
import type { ImageVerbs } from '../images/verbs.ts'
import type { Store, StoreResult } from '../store/store.ts'
import type { WorkerVerbs } from '../workers/verbs.ts'

/** What every verb works with; `hal.ts` makes one. */
export interface TasksContext {
  /** Opened at the first call. */
  readonly store: () => StoreResult<Store>
  readonly workers: WorkerVerbs
  readonly images: Pick<ImageVerbs, 'resolve'>
  /** What the person's config says of agents, by name. */
  readonly agents: Readonly<Record<string, AgentSettings>>
  /** Who works on a task where nobody is named. `undefined`: see `usualAgent`. */
  readonly usualAgent: string | undefined
  /** How many tasks are at work at once. */
  readonly concurrency: number
  /** How long tasks that ended are kept, and how much all tasks may take. */
  readonly keep: { readonly forMs: number; readonly bytes: number }
  /** Runs a hal that outlives this one, on these words. */
  readonly leaveBehind: (argv: readonly string[]) => void
  /** The folder that is current for who asks. */
  readonly cwd: string
  /** Where drivers have their locks; made where it is missing. */
  readonly locksDir: string
  readonly signal: AbortSignal
}
