import { ok } from '../lib/result.ts'
import type { ListInput, WorkerResult } from '../workers/verbs.ts'
import type { Named, Whom } from '../workers/whom.ts'
import type { Worker } from '../workers/worker.ts'
import { pathOf, workerPath } from './path.ts'
import { oneWorker, someWorkers } from './read/worker.ts'
import type { Wire } from './wire.ts'

export async function listWorkers(wire: Wire, input: ListInput = {}): WorkerResult<readonly Worker[]> {
  const { filters = {}, isAllOwners } = input
  const path = pathOf(['workers'], { 'all-owners': isAllOwners === true ? 'yes' : undefined, ...filters })
  const listed = await wire.ask({ method: 'GET', path }, someWorkers)
  return listed.ok ? ok(listed.value.workers) : listed
}

/** With what its tmux says, which finding one has no need of. */
export async function inspectWorker(wire: Wire, whom: Whom | Named): WorkerResult<Worker> {
  const found = await wire.ask({ method: 'GET', path: workerPath(whom) }, oneWorker)
  return found.ok ? ok(found.value.worker) : found
}
