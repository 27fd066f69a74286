import type { Engine } from '../engines/engine.ts'
import type { Result } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers, findAmong } from './find.ts'
import type { VerbOutcome } from './verbs.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** What `act` answers where there was nothing to do. */
export const wasSo = Symbol('it was so already')

/** Does one thing to many workers side by side; each answers for itself, in the order given. */
export async function forEachWorker(
  context: WorkersContext,
  names: readonly string[],
  act: (worker: Worker, engine: Engine) => Promise<Result<unknown, WorkerFailure>>,
): Promise<readonly VerbOutcome[]> {
  const [engine, workers] = await Promise.all([context.engine(), allWorkers(context)])
  if (!engine.ok) return names.map((name) => ({ ok: false, name, failure: engine.failure }))
  if (!workers.ok) return names.map((name) => ({ ok: false, name, failure: workers.failure }))
  return Promise.all(
    names.map(async (given): Promise<VerbOutcome> => {
      const startedMs = performance.now()
      const found = await findAmong(context, workers.value, given)
      if (!found.ok) return { ok: false, name: given, failure: found.failure }
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
