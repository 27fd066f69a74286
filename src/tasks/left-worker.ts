import { ok } from '../lib/result.ts'
import type { WorkerResult, WorkerVerbs } from '../workers/verbs.ts'
import type { KeptTask, KeptWorker } from './keep/kept-task.ts'

/** The worker that stays when a task ends: one with a branch of its own. People are sent from it to its task, so that goes no sooner. */
export const leftWorker = ({ wish, worker }: Pick<KeptTask, 'wish' | 'worker'>): KeptWorker | undefined =>
  worker?.guest === undefined && (wish.branch !== undefined || wish.workspace === 'clone')
    ? worker
    : undefined

/** Whether it is there; also where nobody can say. */
export async function isLeft(
  workers: Pick<WorkerVerbs, 'find'>,
  { name, containerId }: KeptWorker,
): Promise<boolean> {
  const found = await workers.find(name)
  if (found.ok) return found.value.containerId === containerId
  return found.failure.reason !== 'no-such-worker' && found.failure.reason !== 'ambiguous-worker'
}

/** Removes it, unless work in it is nowhere else. A success where it is gone. */
export async function removeLeft(
  workers: Pick<WorkerVerbs, 'remove'>,
  { name, containerId }: KeptWorker,
): WorkerResult<void> {
  const [removed] = await workers.remove([{ name, containerId }], { isForced: true })
  return removed?.ok === false && removed.failure.reason !== 'worker-gone' ? removed : ok(undefined)
}
