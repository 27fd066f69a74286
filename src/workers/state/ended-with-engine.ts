import type { Engine } from '../../engines/engine.ts'
import type { WorkersContext } from '../context.ts'
import type { Phase, Worker } from '../worker.ts'

type Ended = Worker & { readonly phase: Extract<Phase, { kind: 'exited' | 'failed' }> }

/** Says of workers that ended with their engine that they did: the engine itself reports nothing but a status. */
export async function explainEnds(
  context: WorkersContext,
  engine: Engine,
  workers: readonly Worker[],
): Promise<readonly Worker[]> {
  const isOpen = (worker: Worker): worker is Ended => hasOpenEnd(worker) && !wasStopped(context, worker)
  if (!workers.some(isOpen)) return workers
  const cameUp = await engine.cameUpEmptyAt()
  if (!cameUp.ok || cameUp.value === undefined) return workers
  const at = cameUp.value
  if (!workers.some((worker) => isOpen(worker) && isJustBefore(worker.phase.since, at))) return workers
  const info = await engine.info()
  if (!info.ok) return workers
  const start = { at, hasLiveRestore: info.value.capabilities.has('live-restore') }
  return workers.map((worker) => (isOpen(worker) ? endedWithEngine(worker, start) : worker))
}

/** Did hal stop it, and is that how it last ended? */
const wasStopped = ({ stops }: WorkersContext, { containerId, phase }: Ended): boolean => {
  const at = stops.read(containerId)
  return at !== undefined && at >= phase.since
}

/** By this status an engine that comes up says that it found nothing where a container had run. */
const foundGone = 255
/** How a worker ends that is asked to, by its engine or whomever. */
const endsOnRequest: ReadonlySet<number | undefined> = new Set([0, 143])

const hasOpenEnd = (worker: Worker): worker is Ended => {
  const { phase } = worker
  return (
    (phase.kind === 'exited' || (phase.kind === 'failed' && !phase.isOom)) &&
    (phase.exitCode === foundGone || endsOnRequest.has(phase.exitCode))
  )
}

/** A machine that restarts ends its workers first, and takes its time to come up. */
const longestRestartMs = 5 * 60_000

const isJustBefore = (end: Date, start: Date): boolean => {
  const beforeMs = start.getTime() - end.getTime()
  return beforeMs >= 0 && beforeMs <= longestRestartMs
}

/** The worker with why it ended, where its engine's start explains that. */
export function endedWithEngine(
  worker: Worker,
  start: { readonly at: Date; readonly hasLiveRestore: boolean },
): Worker {
  if (!hasOpenEnd(worker)) return worker
  const { phase } = worker
  if (!isJustBefore(phase.since, start.at)) return worker
  if (phase.exitCode === foundGone)
    return { ...worker, phase: { ...phase, why: 'ended while the engine was away' } }
  // An engine with live-restore ends nobody: somebody else did.
  if (start.hasLiveRestore) return worker
  return { ...worker, phase: { ...phase, why: "ended by the engine's restart" } }
}
