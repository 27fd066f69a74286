import { ok } from '../../lib/result.ts'
import type { EngineResult } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { inspectContainer } from './containers.ts'
import { answered } from './failures.ts'

const post = (
  api: DockerApi,
  id: string,
  request: {
    readonly verb: string
    readonly query?: Readonly<Record<string, unknown>>
    readonly signal?: AbortSignal | undefined
  },
): EngineResult<void> =>
  answered(api, { what: `${request.verb} ${id}`, container: id }, async () => {
    await ask(api, {
      method: 'POST',
      path: `/containers/${encodeURIComponent(id)}/${request.verb}`,
      query: request.query ?? {},
      signal: request.signal,
    })
  })

export const startContainer = (
  api: DockerApi,
  id: string,
  signal: AbortSignal | undefined,
): EngineResult<void> => post(api, id, { verb: 'start', signal })

/** The engine counts in whole seconds: `graceMs` is rounded up. */
export const stopContainer = (api: DockerApi, id: string, graceMs: number): EngineResult<void> =>
  post(api, id, { verb: 'stop', query: { t: Math.ceil(graceMs / 1000) } })

export const pauseContainer = (api: DockerApi, id: string): EngineResult<void> =>
  settle(api, id, { verb: 'pause', wanted: 'paused' })

export const unpauseContainer = (api: DockerApi, id: string): EngineResult<void> =>
  settle(api, id, { verb: 'unpause', wanted: 'running' })

/** A refusal because it is so already is a success; the engine's words for it differ, so its state is asked. */
async function settle(
  api: DockerApi,
  id: string,
  { verb, wanted }: { readonly verb: string; readonly wanted: 'paused' | 'running' },
): EngineResult<void> {
  const posted = await post(api, id, { verb })
  if (posted.ok || (posted.failure.reason !== 'engine-refused' && posted.failure.reason !== 'not-running'))
    return posted
  const now = await inspectContainer(api, id)
  if (!now.ok) return now
  if (now.value.status.kind === wanted) return ok(undefined)
  const hasEnded = now.value.status.kind !== 'running' && now.value.status.kind !== 'paused'
  return hasEnded ? { ok: false, failure: { reason: 'not-running', id } } : posted
}

/** With its anonymous volumes. Two that remove the same one both see it gone. */
export async function removeContainer(
  api: DockerApi,
  id: string,
  { isForced, signal }: { readonly isForced: boolean; readonly signal: AbortSignal | undefined },
): EngineResult<void> {
  const subject = { what: `remove ${id}`, container: id }
  const path = `/containers/${encodeURIComponent(id)}`
  const removed = await answered(api, subject, async () => {
    await ask(api, { method: 'DELETE', path, query: { v: true, force: isForced }, signal })
  })
  if (removed.ok || removed.failure.reason === 'no-such-container') return ok(undefined)
  if (removed.failure.reason !== 'engine-refused' || !/already in progress/.test(removed.failure.detail))
    return removed
  const gone = await answered(api, subject, async () => {
    await ask(api, { method: 'POST', path: `${path}/wait`, query: { condition: 'removed' }, signal })
  })
  return gone.ok || gone.failure.reason === 'no-such-container' ? ok(undefined) : gone
}
