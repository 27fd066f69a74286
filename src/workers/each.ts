import type { Engine } from '../engines/engine.ts'
import type { Result } from '../lib/result.ts'
import type { Unmerged } from '../workspace/unmerged.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers, findAmong } from './find.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import { namedBy, type Whom } from './whom.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** What `act` answers where there was nothing to do. */
export const wasSo = Symbol('it was so already')

/** What `act` answers where work went with what it did. */
export class Lost {
  readonly work: Unmerged

  constructor(work: Unmerged) {
    this.work = work
  }
}

/** What `act` answers where a worker came up and what runs in it may have ended at once. */
export class CameUp {
  readonly agentExitCode: number | undefined
  readonly task: string | undefined

  constructor({ agentExitCode, task }: Worker) {
    this.agentExitCode = agentExitCode
    this.task = task
  }
}

type Act = (worker: Worker, engine: Engine) => Promise<Result<unknown, WorkerFailure>>

/** Does one thing to many workers side by side; each answers for itself, in the order given. */
export async function forEachWorker(
  context: WorkersContext,
  { whom, onOutcome }: EachOptions & { readonly whom: readonly Whom[] },
  act: Act,
): Promise<readonly VerbOutcome[]> {
  const [engine, workers] = await Promise.all([context.engine(), allWorkers(context)])
  const one = async (given: Whom): Promise<VerbOutcome> => {
    const named = namedBy(given)
    if (!engine.ok) return { ok: false, name: named.name, failure: engine.failure }
    if (!workers.ok) return { ok: false, name: named.name, failure: workers.failure }
    const startedMs = performance.now()
    const found = await findAmong(context, workers.value, named)
    if (!found.ok) return { ok: false, name: named.name, failure: found.failure }
    const { name } = found.value
    const result = await act(found.value, engine.value)
    if (!result.ok) return { ok: false, name, failure: result.failure }
    const tookMs = performance.now() - startedMs
    const { value } = result
    return {
      ...{ ok: true, name, tookMs },
      ...(value === wasSo && { wasSo: true }),
      ...(value instanceof Lost && { lost: value.work }),
      ...(value instanceof CameUp &&
        value.agentExitCode !== undefined && { agentExitCode: value.agentExitCode }),
      ...(value instanceof CameUp && value.task !== undefined && { task: value.task }),
    }
  }
  return Promise.all(
    whom.map(async (given) => {
      const outcome = await one(given)
      onOutcome?.(outcome)
      return outcome
    }),
  )
}
