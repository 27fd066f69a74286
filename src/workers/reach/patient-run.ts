import type { Engine } from '../../engines/engine.ts'
import type { RunInside } from '../../workspace/inside-run.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { insideRun } from './inside-run.ts'
import { onceThawed } from './once-thawed.ts'

interface Reached {
  readonly containerId: string
  readonly signal: AbortSignal
}

/** A person may freeze a worker whose agent waits for them. */
export const patientRun =
  (engine: Engine, { containerId, signal }: Reached): RunInside<WorkerFailure> =>
  (wish) =>
    onceThawed(engine, { containerId, signal }, () => insideRun(engine, containerId, signal)(wish))

/**
 * The same for what may be done again and again without harm: a connection that breaks says nothing of what came through, so it is, a few
 * times. Nobody's breaks that often.
 */
export const stubbornRun =
  (engine: Engine, reached: Reached): RunInside<WorkerFailure> =>
  async (wish) => {
    const run = patientRun(engine, reached)
    for (let left = mostTries; ; left -= 1) {
      const ran = await run(wish)
      if (!ran.ok || ran.value.exitCode !== undefined || left === 1 || reached.signal.aborted) return ran
    }
  }

const mostTries = 5
