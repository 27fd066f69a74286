import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { bridgeAddress } from '../bridge.ts'
import { type Answer, scripted } from './answer.ts'
import { anthropic } from './anthropic.ts'
import { gemini } from './gemini.ts'
import { openaiChat } from './openai-chat.ts'
import { openaiResponses } from './openai-responses.ts'
import { type Protocol, tell } from './protocol.ts'
import type { Script } from './script.ts'
import type { Talk } from './talk.ts'

export interface ModelRequest {
  readonly method: string
  /** Without its query, which may hold a key. */
  readonly path: string
  /** Which header or place the key came in; never the key. */
  readonly auth: 'x-api-key' | 'bearer' | 'x-goog-api-key' | 'query' | 'none'
  readonly userAgent: string
  readonly body: unknown
  readonly protocol?: string
  readonly talk?: Talk
  /** Asked by the agent's program for itself (a title, a route): it took no step of the script. */
  readonly isAside: boolean
}

/** A model that says what a script says, in every way that the agents' programs speak. Gone when disposed. */
export interface ModelServer extends AsyncDisposable {
  /** `http://127.0.0.1:40123`. */
  readonly address: string
  readonly port: number
  /** Oldest first. */
  readonly requests: readonly ModelRequest[]
  /** The first request like this, also one that came before. */
  saw(like: (request: ModelRequest) => boolean): Promise<ModelRequest>
}

const protocols: readonly Protocol[] = [anthropic, openaiChat, openaiResponses, gemini]

/** On loopback, or on the engine's bridge, where workers reach it. Ends what still hangs when it is disposed. */
export async function startModelServer(
  script: Script,
  { on = 'loopback', port = 0 }: { readonly on?: 'loopback' | 'bridge'; readonly port?: number } = {},
): Promise<ModelServer> {
  const host = on === 'bridge' ? await bridgeAddress() : '127.0.0.1'
  const requests: ModelRequest[] = []
  const waiting = new Set<(request: ModelRequest) => void>()
  const keep = (request: ModelRequest) => {
    requests.push(request)
    for (const tell of waiting) tell(request)
  }
  const answer = scripted(script)
  const server = createServer((request, response) => void serve(request, response))
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://model')
    const method = request.method ?? 'GET'
    const seen = { method, path: pathname, auth: authOf(request, searchParams) }
    const body = method === 'POST' ? await json(request).catch(() => undefined) : undefined
    const facts = { ...seen, userAgent: request.headers['user-agent'] ?? '', body }
    const protocol = method === 'POST' ? protocols.find(({ path }) => path.test(pathname)) : undefined
    if (protocol === undefined || body === undefined) {
      keep({ ...facts, isAside: true })
      plain(request, response, pathname)
      return
    }
    const talk = protocol.hear(body as never, pathname)
    const { answer: found, isAside } = answer(talk)
    keep({ ...facts, protocol: protocol.name, talk, isAside })
    const isStreamed = protocol.isStreamed(body as never, pathname)
    await write(response, found, { protocol, model: talk.model, isStreamed })
  }
  server.listen(port, host)
  await once(server, 'listening')
  const bound = portOf(server)
  return {
    address: `http://${host}:${bound}`,
    port: bound,
    requests,
    saw: (like) =>
      new Promise((resolve) => {
        const look = (request: ModelRequest) => {
          if (!like(request)) return
          waiting.delete(look)
          resolve(request)
        }
        const found = requests.find(like)
        if (found !== undefined) resolve(found)
        else waiting.add(look)
      }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function write(
  response: ServerResponse,
  answer: Answer,
  { protocol, model, isStreamed }: { protocol: Protocol; model: string; isStreamed: boolean },
): Promise<void> {
  if (answer.kind === 'silence') return
  if (answer.kind === 'refuse') {
    const { body, headers } = protocol.refusal(answer)
    response.writeHead(answer.status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
    return
  }
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  if (response.destroyed) gone.abort()
  const asked = { model, signal: gone.signal }
  try {
    if (!isStreamed) {
      const whole = JSON.stringify(protocol.whole(await tell(answer, gone.signal), asked))
      response.writeHead(200, { 'content-type': 'application/json' }).end(whole)
      return
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    for await (const frame of protocol.frames(answer, asked))
      if (!response.write(frame)) await once(response, 'drain', { signal: gone.signal })
    response.end()
  } catch (error) {
    if (!gone.signal.aborted) throw error
  }
}

/** What is asked beside the talk itself. */
function plain({ method }: IncomingMessage, response: ServerResponse, path: string): void {
  const found = method === 'HEAD' || path === '/' ? {} : sides.get(path)
  response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
  response.end(method === 'HEAD' ? undefined : JSON.stringify(found ?? { error: { message: 'not here' } }))
}

const sides = new Map<string, object>([
  ['/v1/messages/count_tokens', { input_tokens: 10 }],
  [
    '/v1/models',
    { object: 'list', data: [{ id: 'scripted', object: 'model', type: 'model', owned_by: 'hal' }] },
  ],
])

function authOf({ headers }: IncomingMessage, query: URLSearchParams): ModelRequest['auth'] {
  if (headers['x-api-key'] !== undefined) return 'x-api-key'
  if (headers['x-goog-api-key'] !== undefined) return 'x-goog-api-key'
  if (headers.authorization?.startsWith('Bearer ')) return 'bearer'
  return query.has('key') ? 'query' : 'none'
}

function portOf(server: Server): number {
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('unreachable')
  return address.port
}
