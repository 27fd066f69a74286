import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { handLoginAfterThaw } from '../agent/care-for-login.ts'
import type { WorkersContext } from '../context.ts'
import { knownOf } from '../history/known-of.ts'
import { noteDeed } from '../history/noted.ts'
import { containerName, label, readSpec, workerLabels } from '../labels.ts'
import { workerFromContainer } from '../state/from-container.ts'
import type { StartInput } from '../verbs.ts'
import { readOwnWorkspace } from '../work/own-workspace.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { noSecrets, secretsOf } from './bring-secrets.ts'
import type { ContainerAtHand } from './create.ts'
import { specDifferences, type WorkerSpec } from './spec.ts'

interface AgainRequest {
  readonly engine: Engine
  readonly name: string
  readonly input: StartInput
  readonly spec: WorkerSpec
}

/**
 * The worker of that name, to be started again or left running where its spec is equal; where it is another one, that is a failure.
 * `undefined` where none does.
 */
export async function existingWorker(
  context: WorkersContext,
  { engine, name, input, spec }: AgainRequest,
): Promise<Result<ContainerAtHand, WorkerFailure> | undefined> {
  const containers = await engine.list({ ...workerLabels(undefined), [label.name]: name })
  if (!containers.ok) return containers
  const container = containers.value.find((candidate) => candidate.name === containerName(name))
  if (container === undefined) return undefined
  const worker = workerFromContainer(container)
  const existing = readSpec(container)
  if (worker === undefined || existing === undefined)
    return fail({ reason: 'name-taken', name: containerName(name) })
  if (worker.owner !== context.owner) return fail({ reason: 'worker-of-another', name, owner: worker.owner })
  const own = readOwnWorkspace(container.labels[label.workspace])
  const differences = specDifferences(input, spec, { ...existing, own })
  if (differences.length > 0) return fail({ reason: 'worker-differs', name, differences })
  const phase = worker.phase.kind
  const secrets = phase === 'ready' || phase === 'frozen' ? ok(noSecrets) : await secretsOf(context, existing)
  if (!secrets.ok) return secrets
  const agent = existing.agent ?? undefined
  return ok(bringBack(context, engine, { worker, own, agent, secrets: secrets.value }))
}

/** What runs is left alone. */
function bringBack(
  context: WorkersContext,
  engine: Engine,
  {
    worker,
    own,
    agent,
    secrets,
  }: Pick<ContainerAtHand, 'own' | 'agent' | 'secrets'> & { readonly worker: Worker },
): ContainerAtHand {
  const { containerId, phase } = worker
  const kept = { containerId, own, agent, secrets, warnings: [], undo: async () => undefined }
  if (phase.kind === 'ready') return { ...kept, how: 'ran-already', wake: async () => ok(undefined) }
  const wake = async () => {
    const begunAt = new Date()
    if (phase.kind !== 'frozen') {
      context.history.note(knownOf(worker))
      return engine.start(containerId)
    }
    const unpaused = await engine.unpause(containerId)
    if (!unpaused.ok) return unpaused
    noteDeed(context, worker, { kind: 'thawed', begunAt })
    await handLoginAfterThaw(context, engine, containerId)
    return unpaused
  }
  return { ...kept, how: 'started-again', wake }
}
