import { ok } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { answered } from './failures.ts'
import { dateOf, fields } from './guards.ts'

/**
 * Docker doesn't say since when it runs, but it makes its default network anew whenever it comes up and nothing runs (with
 * live-restore it keeps the network that survivors are on). Without that network (`--bridge=none`), and in podman, nothing tells.
 */
export async function cameUpEmptyAt(api: DockerApi, isPodman: boolean): EngineResult<Date | undefined> {
  if (isPodman) return ok(undefined)
  const network = await answered(api, { what: 'look at its default network' }, () =>
    ask(api, { method: 'GET', path: '/networks/bridge' }),
  )
  if (network.ok) return ok(dateOf(fields(network.value)['Created']))
  const hasNone = network.failure.reason === 'engine-refused' && network.failure.status === 404
  return hasNone ? ok(undefined) : network
}
