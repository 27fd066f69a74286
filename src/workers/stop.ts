import type { Engine } from '../engines/engine.ts'
import { ok, type Result } from '../lib/result.ts'
import { endAgent } from './agent/end-agent.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker, wasSo } from './each.ts'
import { noted } from './history/noted.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** How long a worker's processes get to end by themselves before they are killed. */
const defaultGraceMs = 5_000

interface Stopping {
  readonly engine: Engine
  readonly worker: Worker
  readonly graceMs?: number | undefined
}

/** Ends workers side by side; their files stay, and `start` brings them back. One that has ended already is a success. */
export const stopWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { graceMs, onOutcome }: EachOptions & { readonly graceMs?: number } = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(
    context,
    { whom, onOutcome },
    noted(context, 'stopped', (worker, engine) => stopWorker(context, { engine, worker, graceMs })),
  )

export async function stopWorker(
  context: WorkersContext,
  { engine, worker, graceMs = defaultGraceMs }: Stopping,
): Promise<Result<unknown, WorkerFailure>> {
  if (worker.phase.kind === 'exited' || worker.phase.kind === 'failed') return ok(wasSo)
  // A frozen process can't act on a signal.
  if (worker.phase.kind === 'frozen') await engine.unpause(worker.containerId)
  if (worker.phase.kind === 'ready') await endAgent(context, worker)
  const stopped = await engine.stop(worker.containerId, { graceMs })
  if (stopped.ok && runs(worker)) context.stops.write(worker.containerId, new Date())
  return stopped
}

const runs = ({ phase }: Worker): boolean => phase.kind === 'ready' || phase.kind === 'frozen'
