import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { inspect } from 'node:util'
import Docker from 'dockerode'
import { addressOf, type Endpoint, unencrypted } from './endpoint.ts'
import { SshAgent } from './ssh-agent.ts'

/** An open way to one engine. Nothing but this folder sees it. */
export interface DockerApi {
  readonly docker: Docker
  /** For what stays open: such connections must never be waited for by short questions, nor the other way round. */
  readonly dockerForStreams: Docker
  /** As a URL: `unix:///var/run/docker.sock`. */
  readonly address: string
  /** The API version both sides speak: `1.41`. */
  readonly version: string
  /** From the engine's ping: `2` where it builds with BuildKit by default, `1` where it can't, `undefined` when it doesn't say. */
  readonly builderVersion: string | undefined
  /** So long it may take to say how things are: an engine that hangs goes on to take questions, and to answer pings. */
  readonly patienceMs: number
  /** Makes the engine's own client, `docker`, speak to this engine: variables of its environment. */
  readonly clientEnv: Readonly<Record<string, string>>
  /** Closes kept connections. Held streams end by their own signals. */
  readonly close: () => void
}

/** The newest API whose answers this adapter was written for. */
export const newestKnownApi = '1.51'

export interface ApiOptions {
  readonly endpoint: Endpoint
  /** What the engine said it speaks. */
  readonly apiVersion: string
  readonly builderVersion: string | undefined
  /** For questions that an engine answers at once; a minute, unless told. */
  readonly patienceMs?: number | undefined
  /** The docker context that it was found by, if it was. */
  readonly context?: string | undefined
}

/** Opens nothing yet: the first request connects. */
export function openApi(options: ApiOptions): DockerApi {
  const { endpoint, apiVersion, builderVersion, context, patienceMs = 60_000 } = options
  const agent = quiet(agentFor(endpoint, mostQuestionsAtOnce))
  const streamAgent = endpoint.kind === 'ssh' ? quiet(agentFor(endpoint)) : agent
  const version = isAtLeast(apiVersion, newestKnownApi) ? newestKnownApi : apiVersion
  const where = { ...whereTo(endpoint), version: `v${version}` }
  const clientBy = (by: HttpAgent) =>
    new Docker(Object.assign<object, Docker.DockerOptions>({ ...nothing, agent: by }, where))
  return {
    docker: clientBy(agent),
    dockerForStreams: clientBy(streamAgent),
    address: addressOf(endpoint),
    version,
    builderVersion,
    patienceMs,
    clientEnv:
      // A builder is chosen for a context or for an address: the same engine by its other name would have another one.
      context === undefined
        ? { DOCKER_HOST: addressOf(endpoint) }
        : { DOCKER_CONTEXT: context, DOCKER_HOST: '' },
    close: () => {
      agent.destroy()
      streamAgent.destroy()
    },
  }
}

/** Compares API versions: `isAtLeast('1.45', '1.9')`. */
export function isAtLeast(version: string, wanted: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number)
  return major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)
}

/** An sshd turns connections away when ten at once have not said who they are (MaxStartups). */
const mostQuestionsAtOnce = 4

/** The client prints every request's options for its debug log, wanted or not: without this, all open sockets with them. */
const quiet = (agent: HttpAgent): HttpAgent => Object.assign(agent, { [inspect.custom]: () => 'Agent' })

function agentFor(endpoint: Endpoint, maxSshConnections = Number.POSITIVE_INFINITY): HttpAgent {
  if (endpoint.kind === 'ssh') return new SshAgent(endpoint, maxSshConnections)
  if (endpoint.kind === 'unix' || endpoint.tls === undefined)
    return new HttpAgent(Object.assign({ keepAlive: true }, unencrypted))
  const { ca, cert, key, isVerified } = endpoint.tls
  return new HttpsAgent({
    keepAlive: true,
    rejectUnauthorized: isVerified,
    ...(ca !== undefined && { ca }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
  })
}

/** Every field is named: what is left out, the client would take from `DOCKER_HOST` and friends behind our back. */
const nothing = {
  socketPath: undefined,
  host: undefined,
  port: undefined,
  ca: undefined,
  cert: undefined,
  key: undefined,
}

function whereTo(endpoint: Endpoint): Docker.DockerOptions {
  switch (endpoint.kind) {
    case 'unix':
      return { protocol: 'http', socketPath: endpoint.socketPath }
    case 'tcp':
      return { protocol: endpoint.tls ? 'https' : 'http', host: endpoint.host, port: endpoint.port }
    case 'ssh':
      return { protocol: 'http', host: 'engine.over.ssh', port: 80 }
  }
}
