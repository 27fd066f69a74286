import type { EngineEvent } from '../../engines/engine.ts'
import type { WorkersContext } from '../context.ts'
import type { Worker } from '../worker.ts'

/** The worker with since when it is frozen, where that was noted in the life it has now. */
export const withFrozenSince = ({ freezes }: WorkersContext, worker: Worker): Worker => {
  if (worker.phase.kind !== 'frozen') return worker
  const since = freezes.read(worker.containerId)
  if (since === undefined || since < (worker.startedAt ?? worker.createdAt)) return worker
  return { ...worker, phase: { kind: 'frozen', since } }
}

/** Whoever froze it: in the engine's events hal sees when. */
export const noteFreeze = (
  { freezes }: WorkersContext,
  { id, action, at }: Extract<EngineEvent, { kind: 'container' }>,
): void => {
  if (action === 'pause') freezes.write(id, at)
  if (action === 'unpause') freezes.forget(id)
}
