import { basename, dirname } from 'node:path'
import { contextNames } from './docker-context.ts'
import { addressOf } from './endpoint.ts'
import type { FoundEngine } from './find-engine.ts'
import type { Surroundings } from './surroundings.ts'
import { defaultSocket, wellKnownSockets } from './well-known-sockets.ts'

/** What `--engine` would call an engine that was found without it. */
export const nameOf = ({ context, endpoint, via }: FoundEngine): string => {
  if (context !== undefined) return context
  if (via.startsWith('podman')) return 'podman'
  const address = addressOf(endpoint)
  return address === `unix://${defaultSocket}` ? 'default' : address
}

/** Engines that there may be, as `--engine` names them: what files say, and nobody is asked. */
export const knownEngines = (where: Surroundings): readonly string[] => {
  const host = where.env['DOCKER_HOST'] ?? ''
  const sockets = wellKnownSockets
    .filter(({ on }) => on === undefined || on === where.platform)
    .map(({ path, isPodman = false }) => ({ path: path(where), isPodman }))
    .filter(({ path }) => where.namesIn(dirname(path)).includes(basename(path)))
    .map(({ path, isPodman }) => {
      if (isPodman) return 'podman'
      return path === defaultSocket ? 'default' : `unix://${path}`
    })
  const isDefault = host === '' || host === `unix://${defaultSocket}`
  return [...new Set([...(isDefault ? [] : [host]), ...sockets, ...contextNames(where)])]
}
