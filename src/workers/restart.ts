import type { Engine } from '../engines/engine.ts'
import { ok, type Result } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { bringSecrets, freshenLogin, secretsOf } from './create/bring-secrets.ts'
import { CameUp, forEachWorker, wasSo } from './each.ts'
import { knownOf } from './history/known-of.ts'
import { noteDeed, noted } from './history/noted.ts'
import { readSpec } from './labels.ts'
import { awaitReady } from './reach/ready.ts'
import { stopWorker } from './stop.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

/** Starts ended workers again with their files; resolves when their tmux answers. One that runs is left alone. */
export const startEndedWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { whom, onOutcome }, (worker, engine) =>
    context.comingUp(() => startEnded(context, worker, engine)),
  )

/** Ends workers and starts them again with their files; resolves when their tmux answers. */
export const restartWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(
    context,
    { whom, onOutcome },
    noted(context, 'restarted', async (worker, engine) => {
      const begunAt = new Date()
      const stopped = await stopWorker(context, { engine, worker })
      if (!stopped.ok) return stopped
      // What comes after it, a start that fails and its end, is no part of it.
      const at = new Date()
      const started = await context.comingUp(() => startEnded(context, worker, engine))
      if (!started.ok && stopped.value !== wasSo) noteDeed(context, worker, { kind: 'stopped', begunAt, at })
      return started
    }),
  )

async function startEnded(
  context: WorkersContext,
  worker: Worker,
  engine: Engine,
): Promise<Result<CameUp, WorkerFailure>> {
  const { signal } = context
  const { name, containerId } = worker
  const container = await engine.inspect(containerId)
  if (!container.ok) return container
  const spec = readSpec(container.value)
  const secrets = await secretsOf(context, spec ?? {})
  if (!secrets.ok) return secrets
  const started = await engine.start(containerId)
  if (!started.ok) return started
  const brought = await bringSecrets({ engine, name, containerId, secrets: secrets.value, signal })
  if (!brought.ok) return brought
  const freshened = await freshenLogin(context, {
    ...{ containerId, agent: spec?.agent ?? undefined, secrets: secrets.value, isStartedAgain: true },
  })
  if (!freshened.ok) return freshened
  const up = await awaitReady(context, { engine, name, containerId, signal })
  if (!up.ok) return up
  context.history.note([...knownOf(worker), ...knownOf(up.value)])
  return ok(new CameUp(up.value))
}
