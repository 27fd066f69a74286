import { fail, ok } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { findLogin, registryOf, serverAddress } from './credentials.ts'
import { fields, text } from './guards.ts'
import { refused, statusOf, wordsOf } from './refused.ts'
import { registryFailure } from './registry-failure.ts'

/**
 * Whether a registry takes the person's login. Without one, some registries greet everybody and show their door only at an image:
 * so that is asked for, too.
 */
export async function checkLogin(
  api: DockerApi,
  reference: string,
  signal?: AbortSignal,
): EngineResult<void> {
  const host = registryOf(reference)
  const login = await findLogin(host)
  if (login === undefined && host === 'docker.io')
    return fail({
      reason: 'registry-denied',
      image: host,
      registry: host,
      detail: 'Docker Hub takes no push without a login.',
    })
  try {
    const body = login ?? { serveraddress: serverAddress(host) }
    await ask(api, { method: 'POST', path: '/auth', body, signal })
  } catch (thrown) {
    return fail(
      registryProblem(api, { what: `log in to ${host}`, image: host, registry: host, thrown, signal }),
    )
  }
  if (login !== undefined) return ok(undefined)
  const seen = await remoteDigest(api, reference, signal)
  return !seen.ok && seen.failure.reason === 'registry-denied' ? seen : ok(undefined)
}

/** What the registry has for a name now. */
export async function remoteDigest(
  api: DockerApi,
  reference: string,
  signal?: AbortSignal,
): EngineResult<string | undefined> {
  try {
    const login = (await findLogin(registryOf(reference))) ?? {}
    const path = `/distribution/${reference}/json`
    const answer = await ask(api, { method: 'GET', path, isLong: true, login, signal })
    const digest = text(fields(fields(answer)['Descriptor'])['digest'])
    return ok(digest === '' ? undefined : digest)
  } catch (thrown) {
    if (statusOf(thrown) === 404) return ok(undefined)
    return fail(registryProblem(api, { what: `ask for ${reference}`, image: reference, thrown, signal }))
  }
}

interface Problem {
  readonly what: string
  readonly image: string
  /** Where that is no part of the image's name. */
  readonly registry?: string
  readonly thrown: unknown
  readonly signal: AbortSignal | undefined
}

/** The engine had nothing to do but to ask: what it answers, the registry said. Only a name that is none is its own. */
function registryProblem(api: DockerApi, { what, image, registry, thrown, signal }: Problem): EngineFailure {
  if (signal?.aborted) return { reason: 'cancelled', what }
  const status = statusOf(thrown)
  if (status === undefined || status === 400 || !(thrown instanceof Error)) return refused(api, what, thrown)
  return registryFailure(image, wordsOf(thrown), registry)
}
