import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { type Endpoint, unencrypted } from './endpoint.ts'
import { SshAgent } from './ssh-agent.ts'

/** What came of saying hello at an endpoint. */
export type Greeting =
  | { readonly kind: 'answers'; readonly apiVersion: string; readonly builderVersion: string | undefined }
  | { readonly kind: 'silent'; readonly why: string }

export type Probe = (endpoint: Endpoint) => Promise<Greeting>

const localPatienceMs = 2_000
const remotePatienceMs = 10_000

/** One ping, whose headers say all that opening the engine needs. Knows nothing of dockerode: looking for an engine stays cheap. */
export function probe(endpoint: Endpoint): Promise<Greeting> {
  const { promise, resolve } = Promise.withResolvers<Greeting>()
  const patienceMs = endpoint.kind === 'unix' ? localPatienceMs : remotePatienceMs
  const agent = endpoint.kind === 'ssh' ? new SshAgent(endpoint) : undefined
  const request = startRequest(endpoint, agent)
  const timer = setTimeout(
    () => request.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })),
    patienceMs,
  )
  request.on('response', (response) => {
    response.resume()
    const { 'api-version': apiVersion, 'builder-version': builderVersion } = response.headers
    if (response.statusCode === 200 && typeof apiVersion === 'string') {
      resolve({
        kind: 'answers',
        apiVersion,
        builderVersion: typeof builderVersion === 'string' ? builderVersion : undefined,
      })
    } else {
      resolve({ kind: 'silent', why: `something else listens there (HTTP ${response.statusCode})` })
    }
  })
  request.on('error', (error) => resolve({ kind: 'silent', why: whyOf(error) }))
  request.on('close', () => {
    clearTimeout(timer)
    agent?.destroy()
  })
  request.end()
  return promise
}

function startRequest(endpoint: Endpoint, agent: SshAgent | undefined) {
  const common = { method: 'GET', path: '/_ping' } as const
  switch (endpoint.kind) {
    case 'unix':
      return requestHttp({ ...common, ...unencrypted, agent: false, socketPath: endpoint.socketPath })
    case 'ssh':
      return requestHttp({ ...common, agent, host: 'engine.over.ssh' })
    case 'tcp': {
      const { host, port, tls } = endpoint
      if (tls === undefined) return requestHttp({ ...common, ...unencrypted, agent: false, host, port })
      const { isVerified, ...pems } = tls
      return requestHttps({ ...common, agent: false, host, port, rejectUnauthorized: isVerified, ...pems })
    }
  }
}

/** What a person calls it; other errors in their own words. */
const outcomes: Readonly<Record<string, string>> = {
  ENOENT: 'nothing there',
  ECONNREFUSED: 'nothing listens there',
  ENOTSOCK: 'not a socket',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'no such host',
  EHOSTUNREACH: 'the host is out of reach',
  ENETUNREACH: 'the host is out of reach',
  ETIMEDOUT: 'no answer in time',
  ECONNRESET: 'it hung up',
}

function whyOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return outcomes[code] ?? error.message
}
