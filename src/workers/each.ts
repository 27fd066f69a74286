import type { Engine } from '../engines/engine.ts'
import type { Result } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers, findAmong } from './find.ts'
import type { VerbOutcome } from './verbs.ts'
import { namedBy, type Whom } from './whom.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** What `act` answers where there was nothing to do. */
export const wasSo = Symbol('it was so already')

/** Does one thing to many workers side by side; each answers for itself, in the order given. */
export async function forEachWorker(
  context: WorkersContext,
  whom: readonly Whom[],
  act: (worker: Worker, engine: Engine) => Promise<Result<unknown, WorkerFailure>>,
): Promise<readonly VerbOutcome[]> {
  const all = whom.map(namedBy)
  const [engine, workers] = await Promise.all([context.engine(), allWorkers(context)])
  if (!engine.ok) return all.map(({ name }) => ({ ok: false, name, failure: engine.failure }))
  if (!workers.ok) return all.map(({ name }) => ({ ok: false, name, failure: workers.failure }))
  return Promise.all(
    all.map(async (named): Promise<VerbOutcome> => {
      const startedMs = performance.now()
      const found = await findAmong(context, workers.value, named)
      if (!found.ok) return { ok: false, name: named.name, failure: found.failure }
      const { name } = found.value
      const result = await act(found.value, engine.value)
      return result.ok
        ? {
            ok: true,
            name,
            tookMs: performance.now() - startedMs,
            ...(result.value === wasSo && { wasSo: true }),
          }
        : { ok: false, name, failure: result.failure }
    }),
  )
}
