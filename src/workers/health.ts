import type { Engine, Stats } from '../engines/engine.ts'
import { ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { filterWorkers } from './filter.ts'
import { allWorkers, findAmong } from './find.ts'
import { probe } from './reach/probe.ts'
import { withMainPane } from './state/activity.ts'
import type { HealthInput, WorkerHealth, WorkerResult } from './verbs.ts'
import type { Worker } from './worker.ts'

/** Asks each worker's tmux, and the engine for a sample of its load, all side by side. */
export async function workersHealth(
  context: WorkersContext,
  input: HealthInput = {},
): WorkerResult<readonly WorkerHealth[]> {
  const [engine, workers] = await Promise.all([context.engine(), allWorkers(context, input.isAllOwners)])
  if (!engine.ok) return engine
  if (!workers.ok) return workers
  const named = await namedOf(context, workers.value, input.names ?? [])
  if (!named.ok) return named
  const filtered = filterWorkers(named.value, input.filters ?? {})
  if (!filtered.ok) return filtered
  return ok(await Promise.all(filtered.value.map((worker) => healthOf(context, engine.value, worker))))
}

/** Those that are named, in the fleet's order; all where nobody is. */
async function namedOf(
  context: WorkersContext,
  workers: readonly Worker[],
  names: readonly string[],
): WorkerResult<readonly Worker[]> {
  if (names.length === 0) return ok(workers)
  const meant = new Set<Worker>()
  for (const name of names) {
    const found = await findAmong(context, workers, { name })
    if (!found.ok) return found
    meant.add(found.value)
  }
  return ok(workers.filter((worker) => meant.has(worker)))
}

async function healthOf(context: WorkersContext, engine: Engine, worker: Worker): Promise<WorkerHealth> {
  if (worker.phase.kind !== 'ready') return { worker, tmux: { kind: 'not-running' }, stats: undefined }
  const [tmux, stats] = await Promise.all([probe(context, worker), oneSample(engine, worker, context.signal)])
  if (tmux.kind === 'answers') return { worker: withMainPane(worker, tmux.pane, context.agents), tmux, stats }
  return {
    worker: { ...worker, phase: { kind: 'unreachable', since: new Date(), why: tmux.why } },
    tmux,
    stats,
  }
}

async function oneSample(engine: Engine, worker: Worker, signal: AbortSignal): Promise<Stats | undefined> {
  const ended = new AbortController()
  try {
    for await (const sample of engine.stats(worker.containerId, AbortSignal.any([signal, ended.signal])))
      if (sample.cpuPercent !== undefined) return sample
    return undefined
  } finally {
    ended.abort()
  }
}
