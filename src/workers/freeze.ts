import { fail, ok } from '../lib/result.ts'
import { handLoginAfterThaw } from './agent/care-for-login.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker, wasSo } from './each.ts'
import { noted } from './history/noted.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'
import type { Worker } from './worker.ts'

/** Pauses all processes of workers: no CPU, memory kept. Frozen ones stay so. */
export const freezeWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(
    context,
    { whom, onOutcome },
    noted(context, 'frozen', async ({ name, phase, containerId }, engine) => {
      if (phase.kind === 'frozen') return ok(wasSo)
      if (phase.kind !== 'ready') return notRunning(name, phase)
      const paused = await engine.pause(containerId)
      if (paused.ok) context.freezes.write(containerId, new Date())
      return paused
    }),
  )

/** Lets frozen workers go on. */
export const thawWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(
    context,
    { whom, onOutcome },
    noted(context, 'thawed', async ({ name, phase, containerId }, engine) => {
      if (phase.kind === 'ready') return ok(wasSo)
      if (phase.kind !== 'frozen') return notRunning(name, phase)
      const unpaused = await engine.unpause(containerId)
      if (!unpaused.ok) return unpaused
      context.freezes.forget(containerId)
      await handLoginAfterThaw(context, engine, containerId)
      return unpaused
    }),
  )

const notRunning = (name: string, { kind }: Worker['phase']) =>
  fail({ reason: 'worker-not-running', name, phase: kind, exitCode: undefined, why: undefined } as const)
