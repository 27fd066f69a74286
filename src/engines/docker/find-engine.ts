import { fail, ok, type Result } from '../../lib/result.ts'
import type { EngineAttempt } from '../engine-failure.ts'
import type { ApiOptions } from './api.ts'
import { contextEndpoint, currentContext } from './docker-context.ts'
import { parseDockerHost, tlsFromEnv } from './docker-host.ts'
import { addressOf, type Endpoint } from './endpoint.ts'
import type { Surroundings } from './surroundings.ts'
import { defaultSocket, wellKnownSockets } from './well-known-sockets.ts'

export interface FoundEngine extends ApiOptions {
  /** Which strategy found it: `DOCKER_HOST`, `the docker context "desktop-linux"` … */
  readonly via: string
}

interface Candidate {
  readonly via: string
  readonly endpoint: Result<Endpoint, string>
  readonly context?: string
}

export type NoEngine = { readonly reason: 'no-engine'; readonly tried: readonly EngineAttempt[] }

/**
 * The first engine that answers. `named` is what `--engine` or the config says: a URL, `podman`, or a docker context. An engine that
 * a person named (there, by `DOCKER_HOST` or by their docker context) and that doesn't answer is never replaced by another one.
 */
export async function findEngine(
  where: Surroundings,
  named?: { readonly engine: string; readonly via: string },
): Promise<Result<FoundEngine, NoEngine>> {
  const tried: EngineAttempt[] = []
  const seen = new Set<string>()
  for (const { via, endpoint, context } of candidates(where, named)) {
    if (!endpoint.ok) {
      tried.push({ via, address: undefined, outcome: endpoint.failure })
      continue
    }
    const address = addressOf(endpoint.value)
    if (seen.has(address)) continue
    const greeting = await where.probe(endpoint.value)
    if (greeting.kind === 'answers') {
      const { apiVersion, builderVersion } = greeting
      const found = { via, endpoint: endpoint.value, apiVersion, builderVersion }
      return ok(context === undefined ? found : { ...found, context })
    }
    seen.add(address)
    tried.push({ via, address, outcome: greeting.why })
  }
  return fail({ reason: 'no-engine', tried })
}

/** Everything that may be tried, in order; just the one where a person named it. */
function candidates(
  where: Surroundings,
  named?: { readonly engine: string; readonly via: string },
): readonly Candidate[] {
  if (named?.engine === 'podman') return sockets(where).filter(({ isPodman }) => isPodman)
  if (named !== undefined) return [namedCandidate(where, named)]
  const host = where.env['DOCKER_HOST']
  if (host !== undefined && host !== '')
    return [{ via: 'DOCKER_HOST', endpoint: parseDockerHost(host, tlsFromEnv(where)) }]
  const context = currentContext(where)
  if (context !== undefined)
    return [{ via: `the docker context "${context}"`, endpoint: contextEndpoint(where, context), context }]
  return sockets(where)
}

const isAddress = (engine: string): boolean => engine.includes('://') || engine.startsWith('/')

function namedCandidate(
  where: Surroundings,
  { engine, via }: { readonly engine: string; readonly via: string },
): Candidate {
  if (isAddress(engine)) return { via, endpoint: parseDockerHost(engine, tlsFromEnv(where)) }
  if (engine === 'default') return { via, endpoint: ok({ kind: 'unix', socketPath: defaultSocket }) }
  return { via, endpoint: contextEndpoint(where, engine), context: engine }
}

const sockets = (where: Surroundings): readonly (Candidate & { readonly isPodman: boolean })[] =>
  wellKnownSockets
    .filter(({ on }) => on === undefined || on === where.platform)
    .map(({ via, path, isPodman = false }) => ({
      via,
      isPodman,
      endpoint: ok({ kind: 'unix', socketPath: path(where) }),
    }))
