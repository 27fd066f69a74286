import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { KeptWorker } from '../keep/kept-task.ts'

/** Of a guest nothing is left, and its worker goes on. What can't be cleared up goes with the worker. */
export async function leaveWorker(
  workers: Pick<WorkerVerbs, 'stopRun' | 'clearGuest'>,
  worker: KeptWorker,
): Promise<void> {
  const stopped = await workers.stopRun(worker)
  if (stopped.ok) await workers.clearGuest(worker)
}
