import { ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { filterWorkers } from './filter.ts'
import { allWorkers, findWorker } from './find.ts'
import { probe } from './reach/probe.ts'
import { withMainPane } from './state/activity.ts'
import type { ListInput, WorkerResult } from './verbs.ts'
import { namedBy, type Whom } from './whom.ts'
import type { Worker } from './worker.ts'

/** The fleet, stopped workers included. `ready` is an answer from tmux: a running container whose tmux is silent is `unreachable`. */
export async function listWorkers(
  context: WorkersContext,
  input: ListInput = {},
): WorkerResult<readonly Worker[]> {
  const workers = await allWorkers(context, input.isAllOwners)
  if (!workers.ok) return workers
  const asked = await Promise.all(workers.value.map((worker) => withHealth(context, worker)))
  return filterWorkers(asked, input.filters ?? {})
}

/** One worker as it is now. */
export async function inspectWorker(context: WorkersContext, whom: Whom): WorkerResult<Worker> {
  const found = await findWorker(context, namedBy(whom))
  return found.ok ? ok(await withHealth(context, found.value)) : found
}

async function withHealth(context: WorkersContext, worker: Worker): Promise<Worker> {
  if (worker.phase.kind !== 'ready') return worker
  const answer = await probe(context, worker)
  if (answer.kind === 'answers') return withMainPane(worker, answer.pane, context.agents)
  return { ...worker, phase: { kind: 'unreachable', since: new Date(), why: answer.why } }
}
