import { fail, ok } from '../../lib/result.ts'
import type { EngineResult, Labels, Volume } from '../engine.ts'
import type { DockerApi } from './api.ts'
import { ask } from './ask.ts'
import { labelFilter } from './containers.ts'
import { answered } from './failures.ts'
import { fields, labelsOf, list, text } from './guards.ts'

/** What keeps the containers of one bridge from reaching each other. Podman has no such option and drops it: `info` warns of it. */
const isolation = 'com.docker.network.bridge.enable_icc'

/** A bridge without traffic between its containers. One of that name that lets them talk is refused, never used. */
export async function ensureNetwork(
  api: DockerApi,
  name: string,
  { labels, isPodman }: { readonly labels: Labels; readonly isPodman: boolean },
): EngineResult<void> {
  const what = `make the network ${name}`
  const existing = await answered(api, { what }, () =>
    ask(api, { method: 'GET', path: `/networks/${encodeURIComponent(name)}` }),
  )
  if (existing.ok) {
    const icc = labelsOf(fields(existing.value)['Options'])[isolation]
    if (isPodman || icc === 'false') return ok(undefined)
    const detail = `the network ${name} exists and lets its containers reach each other`
    return fail({ reason: 'engine-refused', what, status: 409, detail })
  }
  if (existing.failure.reason !== 'engine-refused' || existing.failure.status !== 404) return existing
  const body = {
    Name: name,
    CheckDuplicate: true,
    Driver: 'bridge',
    Options: { [isolation]: 'false' },
    Labels: labels,
  }
  const made = await answered(api, { what }, () =>
    ask(api, { method: 'POST', path: '/networks/create', body }),
  )
  // Another hal was faster.
  const isThere = !made.ok && made.failure.reason === 'engine-refused' && made.failure.status === 409
  return made.ok || isThere ? ok(undefined) : made
}

/** The engine answers an existing volume as it is. */
export const ensureVolume = (api: DockerApi, name: string, labels: Labels): EngineResult<Volume> =>
  answered(api, { what: `make the volume ${name}` }, async () =>
    toVolume(
      await ask(api, { method: 'POST', path: '/volumes/create', body: { Name: name, Labels: labels } }),
    ),
  )

/** A success when it is gone. */
export async function removeVolume(api: DockerApi, name: string): EngineResult<void> {
  const removed = await answered(api, { what: `remove the volume ${name}` }, () =>
    ask(api, { method: 'DELETE', path: `/volumes/${encodeURIComponent(name)}` }),
  )
  const isGone = !removed.ok && removed.failure.reason === 'engine-refused' && removed.failure.status === 404
  return removed.ok || isGone ? ok(undefined) : removed
}

export const listVolumes = (api: DockerApi, labels: Labels): EngineResult<readonly Volume[]> =>
  answered(api, { what: 'list volumes' }, async () => {
    const answer = await ask(api, {
      method: 'GET',
      path: '/volumes',
      query: { filters: { label: labelFilter(labels) } },
    })
    return list(fields(answer)['Volumes']).map(toVolume)
  })

function toVolume(answer: unknown): Volume {
  const volume = fields(answer)
  return {
    name: text(volume['Name']),
    labels: labelsOf(volume['Labels']),
    mountpoint: text(volume['Mountpoint']),
  }
}
