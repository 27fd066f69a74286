import { fail, ok } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { findBuildx } from './bake.ts'
import { runClient } from './client.ts'
import { registryFailure } from './registry-failure.ts'

/** Gives what a registry has a second name there, by buildx: the engine itself would need one platform's image here. */
export async function copyRemote(
  { clientEnv: env }: DockerApi,
  reference: string,
  newReference: string,
  signal?: AbortSignal,
): EngineResult<void> {
  const what = `name ${newReference}`
  const found = await findBuildx(env, { what, signal })
  if (!found.ok) return found
  // A buildx that doesn't know how to keep the image of a single platform as it is makes a list of that one.
  for (const asItIs of [['--prefer-index=false'], []]) {
    const args = ['buildx', 'imagetools', 'create', ...asItIs, '--tag', newReference, reference]
    const copied = await runClient(args, { env, signal })
    if (copied.kind !== 'ended') return fail({ reason: 'cancelled', what })
    if (copied.exitCode === 0) return ok(undefined)
    const error = copied.said.findLast((line) => line.trim() !== '' && !line.startsWith('See ')) ?? ''
    if (asItIs.length === 0 || !error.includes('unknown flag'))
      return fail(registryFailure(newReference, error.replace(/^ERROR: /, '')))
  }
  return ok(undefined)
}
