import { byName } from '../lib/by-name.ts'
import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { label, workerLabels } from './labels.ts'
import { resolveWorker } from './name.ts'
import { explainEnds } from './state/ended-with-engine.ts'
import { workerFromContainer } from './state/from-container.ts'
import { withFrozenSince } from './state/frozen-since.ts'
import type { WorkerResult } from './verbs.ts'
import type { Named } from './whom.ts'
import type { Worker } from './worker.ts'

/** Every worker of this owner (or of all), by name. A running one is `ready` here, unasked. */
export async function allWorkers(
  context: WorkersContext,
  isAllOwners = false,
): WorkerResult<readonly Worker[]> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const containers = await engine.value.list(workerLabels(isAllOwners ? undefined : context.owner))
  if (!containers.ok) return containers
  const workers = containers.value
    .map(workerFromContainer)
    .filter((worker) => worker !== undefined)
    .map((worker) => withFrozenSince(context, worker))
  const explained = await explainEnds(context, engine.value, workers)
  return ok(explained.toSorted((a, b) => byName(a.name, b.name)))
}

/** The worker that is meant. */
export async function findWorker(context: WorkersContext, named: Named): WorkerResult<Worker> {
  const workers = await allWorkers(context)
  return workers.ok ? findAmong(context, workers.value, named) : workers
}

/** The same, among workers at hand. Only where none of them is meant, the engine is asked whether it is another owner's. */
export async function findAmong(
  context: WorkersContext,
  workers: readonly Worker[],
  named: Named,
): WorkerResult<Worker> {
  const found = resolveWorker(workers, named)
  if (found.ok || found.failure.reason !== 'no-such-worker') return found
  const owner = await ownerOf(context, named.name)
  return owner === undefined ? found : fail({ reason: 'not-your-worker', name: named.name, owner })
}

async function ownerOf(context: WorkersContext, name: string): Promise<string | undefined> {
  const engine = await context.engine()
  if (!engine.ok) return undefined
  const containers = await engine.value.list({ ...workerLabels(undefined), [label.name]: name })
  if (!containers.ok) return undefined
  return containers.value.map(workerFromContainer).find((worker) => worker?.name === name)?.owner
}

/** The same, and it must run: its tmux can be talked to. */
export async function findRunning(context: WorkersContext, named: Named): WorkerResult<Worker> {
  const found = await findWorker(context, named)
  if (!found.ok) return found
  const { name, phase } = found.value
  if (phase.kind === 'ready' || phase.kind === 'unreachable') return found
  if (phase.kind === 'frozen') return fail({ reason: 'worker-frozen', name })
  const { exitCode, why } =
    phase.kind === 'exited' || phase.kind === 'failed' ? phase : { exitCode: undefined, why: undefined }
  return fail({ reason: 'worker-not-running', name, phase: phase.kind, exitCode, why })
}
