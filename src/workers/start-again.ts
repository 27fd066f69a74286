import type { Engine } from '../engines/engine.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import type { StartedContainer } from './create.ts'
import { workerFromContainer } from './from-container.ts'
import { containerName, label, readSpec, workerLabels } from './labels.ts'
import { specDifferences, type WorkerSpec } from './spec.ts'
import type { StartInput, WorkerResult } from './verbs.ts'
import type { WorkerFailure } from './worker-failure.ts'

interface AgainRequest {
  readonly engine: Engine
  readonly name: string
  readonly input: StartInput
  readonly spec: WorkerSpec
}

/**
 * Where a worker of that name exists: with an equal spec it is started again, or left running; with another one, that is a failure.
 * `undefined` where none does.
 */
export async function startAgain(
  context: WorkersContext,
  { engine, name, input, spec }: AgainRequest,
): Promise<Result<StartedContainer, WorkerFailure> | undefined> {
  const containers = await engine.list({ ...workerLabels(undefined), [label.name]: name })
  if (!containers.ok) return containers
  const container = containers.value.find((candidate) => candidate.name === containerName(name))
  if (container === undefined) return undefined
  const worker = workerFromContainer(container)
  const existing = readSpec(container)
  if (worker === undefined || existing === undefined)
    return fail({ reason: 'name-taken', name: containerName(name) })
  if (worker.owner !== context.owner) return fail({ reason: 'worker-of-another', name, owner: worker.owner })
  const differences = specDifferences(input, spec, existing)
  if (differences.length > 0) return fail({ reason: 'worker-differs', name, differences })
  return bringBack(engine, container.id, worker.phase.kind)
}

/** Starts, thaws or leaves alone what is there. */
async function bringBack(engine: Engine, containerId: string, phase: string): WorkerResult<StartedContainer> {
  if (phase === 'ready') return ok({ containerId, how: 'ran-already', warnings: [] })
  const woken = phase === 'frozen' ? await engine.unpause(containerId) : await engine.start(containerId)
  return woken.ok ? ok({ containerId, how: 'started-again', warnings: [] }) : woken
}
