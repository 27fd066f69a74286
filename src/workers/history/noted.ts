import type { Engine } from '../../engines/engine.ts'
import type { Result } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { wasSo } from '../each.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import type { Deed } from './happening.ts'
import { knownOf } from './known-of.ts'

type Act = (worker: Worker, engine: Engine) => Promise<Result<unknown, WorkerFailure>>

/** The same, with a note that it was done, and of what was known of the worker before: nobody may have seen that. */
export const noted =
  (context: WorkersContext, kind: Deed, act: Act): Act =>
  async (worker, engine) => {
    const begunAt = new Date()
    const acted = await act(worker, engine)
    if (acted.ok && acted.value !== wasSo) noteDeed(context, worker, { kind, begunAt })
    return acted
  }

interface Done {
  readonly kind: Deed
  readonly begunAt: Date
  /** When it was done; just now, where it isn't said. */
  readonly at?: Date
}

export function noteDeed(
  { history }: WorkersContext,
  worker: Worker,
  { kind, begunAt, at = new Date() }: Done,
): void {
  const { name, containerId } = worker
  history.note([...knownOf(worker), { name, containerId, at, begunAt, what: { kind } }])
}
