import { type ClientRequest, type IncomingMessage, request as plainRequest } from 'node:http'
import { request as tlsRequest } from 'node:https'
import type { Socket } from 'node:net'
import type { RemoteFailure } from '../engines/remote-failure.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { lostWord } from './path.ts'
import { agentFor, type ServerAddress } from './server-address.ts'

/** What is asked of a server. */
export interface Asked {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query: `/workers?state=ready`. */
  readonly path: string
  /** Goes as JSON. */
  readonly body?: object | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly signal?: AbortSignal | undefined
  /** The server is there: from now on what was asked for may be done. */
  readonly onReached?: (() => void) | undefined
}

export type Knocked<T> = Promise<Result<T, RemoteFailure | Unasked | Cancelled>>

/** Nobody was asked: no worker has such a name, and no task such an id. */
type Unasked = Extract<WorkerFailure, { readonly reason: 'invalid-name' | 'invalid-input' }>

export interface Cancelled {
  readonly reason: 'cancelled'
  readonly what: string
}

/** What stands between two machines may end a connection that is silent, and this is how one learns that it did. */
const keepAliveMs = 15_000

/** How long who is there may take to take a connection. What it is asked for may take as long as it does. */
const patienceMs = 10_000

/** Asks, and answers as soon as the server begins to: whatever that is. */
export function knock(address: ServerAddress, asked: Asked): Knocked<IncomingMessage> {
  const { method, path, body, headers, signal = address.signal, onReached } = asked
  const url = new URL(path, address.url)
  if (signal.aborted) return Promise.resolve(cancelled(asked))
  const credentials = credentialsFor(address, path)
  if (!credentials.ok) return Promise.resolve(credentials)
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? tlsRequest : plainRequest)(url, {
      ...{ method, agent: agentFor(address), signal },
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
        ...credentials.value,
      },
    })
    const reached = watchReached(request, onReached)
    request.once('response', (answer) => resolve(ok(answer)))
    request.once('error', (error) =>
      resolve(
        signal.aborted
          ? cancelled(asked)
          : fail(failureOf(error, { address, isReached: reached(), isChange: method !== 'GET' })),
      ),
    )
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** What lets hal in, for a path that can be asked for. */
export function credentialsFor(
  { secret }: ServerAddress,
  path: string,
): Result<Readonly<Record<string, string>>, RemoteFailure | Unasked> {
  const lost = lostWord(path)
  if (lost !== undefined) return fail(unasked(path, lost))
  if (!secret.ok) return secret
  return ok(secret.value === undefined ? {} : { authorization: `Bearer ${secret.value}` })
}

const unasked = (path: string, lost: string): Unasked =>
  path.startsWith('/tasks/')
    ? { reason: 'invalid-input', what: 'ID', expected: 'the id of a task', got: lost }
    : { reason: 'invalid-name', name: lost }

export const cancelled = ({
  method,
  path,
}: Pick<Asked, 'method' | 'path'>): { readonly ok: false; readonly failure: Cancelled } =>
  fail({ reason: 'cancelled', what: `${method} ${path}` })

/** Without its query, which is the person's business. */
export const wordsOf = ({ method, path }: Pick<Asked, 'method' | 'path'>): string =>
  `${method} ${path.replace(/\?.*$/, '')}`

/** Whether a connection is there, of which TLS is a part. One that takes too long is given up. */
export function watchReached(request: ClientRequest, onReached?: () => void): () => boolean {
  let isReached = false
  const late = setTimeout(
    () => request.destroy(new Error(`nothing came for ${patienceMs / 1000} s`)),
    patienceMs,
  )
  const reach = () => {
    isReached = true
    clearTimeout(late)
    onReached?.()
  }
  request.once('socket', (socket) => {
    socket.setKeepAlive(true, keepAliveMs)
    // Through a proxy's tunnel it comes with its TLS done.
    if (isConnected(socket)) reach()
    else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', reach)
  })
  request.once('close', () => clearTimeout(late))
  return () => isReached
}

/** With its TLS, where it has any. */
const isConnected = (socket: Socket): boolean =>
  !socket.connecting && !('secureConnecting' in socket && socket.secureConnecting === true)

interface Broken {
  readonly address: ServerAddress
  readonly isReached: boolean
  /** It was more than a look. */
  readonly isChange: boolean
}

/** What became of a connection. */
export function failureOf(thrown: unknown, { address, isReached, isChange }: Broken): RemoteFailure {
  const { url } = address
  const error = firstOf(thrown)
  const { code = '' } = error
  if (isReached)
    return { reason: 'server-lost', url, detail: lostWords[code] ?? error.message, mayHaveArrived: isChange }
  if (code === 'ERR_SSL_WRONG_VERSION_NUMBER' || code === 'EPROTO')
    return { reason: 'server-untrusted', url, detail: 'it speaks no TLS' }
  if (isOfTrust(code)) return { reason: 'server-untrusted', url, detail: error.message }
  return { reason: 'no-server', url, detail: silenceWords(error, new URL(url)) }
}

interface SystemError extends Error {
  readonly code?: string
  readonly port?: number
  readonly address?: string
}

/** A name with several addresses fails with several errors, and no words of its own. */
function firstOf(thrown: unknown): SystemError {
  if (thrown instanceof AggregateError) return firstOf(thrown.errors[0])
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

const lostWords: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection ended',
  EPIPE: 'the connection ended',
  ETIMEDOUT: 'nothing came any more',
}

/** As Node names what is wrong with certificates. */
const isOfTrust = (code: string): boolean =>
  /CERT|UNABLE_TO_|SELF_SIGNED|ERR_TLS/.test(code) && !code.startsWith('ERR_PROXY')

/** What is not of the server itself is of the proxy on the way. */
function silenceWords({ code = '', message, address, port }: SystemError, url: URL): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return message.includes(url.hostname) ? 'its name is not known here' : message
  if (code !== 'ECONNREFUSED') return message
  const own = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  return port === own ? 'nothing listens there' : `the proxy at ${address}:${port} doesn’t answer`
}
