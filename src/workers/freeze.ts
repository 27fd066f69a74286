import { isLoginSecret } from '../agents/login.ts'
import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import { careForLogin } from './agent/care-for-login.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker, wasSo } from './each.ts'
import { readSpec } from './labels.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'
import type { Worker } from './worker.ts'

/** Pauses all processes of workers: no CPU, memory kept. Frozen ones stay so. */
export const freezeWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { whom, onOutcome }, async ({ name, phase, containerId }, engine) => {
    if (phase.kind === 'frozen') return ok(wasSo)
    if (phase.kind !== 'ready') return notRunning(name, phase)
    const paused = await engine.pause(containerId)
    if (paused.ok) context.freezes.write(containerId, new Date())
    return paused
  })

/** Lets frozen workers go on. */
export const thawWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { whom, onOutcome }, async ({ name, phase, containerId }, engine) => {
    if (phase.kind === 'ready') return ok(wasSo)
    if (phase.kind !== 'frozen') return notRunning(name, phase)
    const unpaused = await engine.unpause(containerId)
    if (!unpaused.ok) return unpaused
    context.freezes.forget(containerId)
    await handLogin(context, engine, containerId)
    return unpaused
  })

/** It may have missed a new one meanwhile. What is wrong with that, its agent will say. */
async function handLogin(context: WorkersContext, engine: Engine, containerId: string): Promise<void> {
  const container = await engine.inspect(containerId)
  const { agent, secrets = [] } = (container.ok ? readSpec(container.value) : undefined) ?? {}
  if (typeof agent !== 'string' || !secrets.some(isLoginSecret)) return
  await careForLogin(context, { agent, containerId })
}

const notRunning = (name: string, { kind }: Worker['phase']) =>
  fail({ reason: 'worker-not-running', name, phase: kind, exitCode: undefined, why: undefined } as const)
