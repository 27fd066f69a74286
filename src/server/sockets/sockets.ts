import { randomUUID } from 'node:crypto'
import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { fail, type Result } from '../../lib/result.ts'
import type { Failure } from '../../present/failure.ts'
import { refusal } from '../answer.ts'
import type { ServerContext } from '../context.ts'
import { heartbeatMs } from '../events/event-stream.ts'
import { clientAddress } from '../guard/client-address.ts'
import { refusalOf } from '../guard/knock.ts'
import { logBug } from '../log.ts'
import { noteRequest } from './note-request.ts'
import type { Hold, SocketAsked, SocketRoute } from './socket-route.ts'
import { taskSocket } from './task-socket.ts'
import { terminalSocket } from './terminal-socket.ts'
import { typingSocket } from './typing-socket.ts'

/** More than a paste of a whole file. */
const mostTypedBytes = 4 * 1024 ** 2

/** All that may be asked for as a WebSocket: the docs are made of these. */
export const socketRoutesOf = (context: ServerContext): readonly SocketRoute[] => [
  taskSocket(context),
  terminalSocket(context),
  typingSocket(context),
]

/** Answers the requests that are to become WebSockets. */
export function sockets(context: ServerContext) {
  const { log, closing } = context
  const server = new WebSocketServer({ noServer: true, maxPayload: mostTypedBytes, clientTracking: false })
  const routes = socketRoutesOf(context)
  const answer = async (request: IncomingMessage, connection: Duplex, head: Buffer): Promise<void> => {
    const found = routeFor(routes, request)
    const opened = await open(context, request, found)
    noteRequest(context, request, {
      route: found?.route.path,
      refused: opened.ok ? undefined : opened.failure,
    })
    if (!opened.ok) return refuse(connection, opened.failure)
    server.handleUpgrade(request, connection, head, (socket) => {
      hold(socket, opened.value, closing).catch((bug: unknown) => {
        logBug(log, bug)
        socket.close(1011)
      })
    })
  }
  return (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
    connection.on('error', () => connection.destroy())
    answer(request, connection, head).catch((bug: unknown) => {
      const requestId = randomUUID()
      logBug(log, bug, { request_id: requestId })
      return refuse(connection, { reason: 'bug', requestId })
    })
  }
}

/** In the words in which any request is refused. */
async function refuse(connection: Duplex, failure: Failure): Promise<void> {
  const answer = refusal(failure)
  const body = Buffer.from(await answer.arrayBuffer())
  const { status } = answer
  const headers = {
    ...Object.fromEntries(answer.headers),
    'content-length': body.length,
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  connection.write(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`)
  connection.end(body)
}

interface Found {
  readonly route: SocketRoute
  readonly asked: SocketAsked
}

async function open(
  context: ServerContext,
  request: IncomingMessage,
  found: Found | undefined,
): Promise<Result<Hold, Failure>> {
  const { url = '', headers } = request
  const refused = refusalOf(context, {
    header: (name) => headers[name],
    client: clientAddress(request, context.settings.trustedProxies),
    ...{ isAct: found?.route.isAct ?? false, isSocket: true, isOpen: false },
  })
  if (refused !== undefined) return fail(refused)
  if (found === undefined) return fail({ reason: 'no-such-route', method: 'WebSocket', path: url })
  return found.route.open(found.asked)
}

function routeFor(routes: readonly SocketRoute[], { url = '' }: IncomingMessage): Found | undefined {
  for (const route of routes) {
    const asked = askedFor(url, route)
    if (asked !== undefined) return { route, asked }
  }
  return undefined
}

function askedFor(url: string, { path }: SocketRoute): SocketAsked | undefined {
  // Anybody may ask for anything, before they are let in, too.
  if (!URL.canParse(url, 'http://localhost')) return undefined
  const { pathname, searchParams: query } = new URL(url, 'http://localhost')
  const name = new RegExp(`^${path.replace(/:\w+/, '([^/]+)')}$`).exec(pathname)?.[1]
  try {
    return name === undefined ? undefined : { name: decodeURIComponent(name), query }
  } catch {
    return undefined
  }
}

/** Until either side ends. */
async function hold(socket: WebSocket, held: Hold, closing: AbortSignal): Promise<void> {
  const gone = new AbortController()
  socket.on('close', () => gone.abort())
  socket.on('error', () => gone.abort())
  const beating = setInterval(() => socket.ping(), heartbeatMs)
  try {
    await held(socket, AbortSignal.any([gone.signal, closing]))
  } finally {
    clearInterval(beating)
  }
  // What is said now is for nobody, and its client's goodbye must be heard.
  socket.removeAllListeners('message')
  socket.resume()
  // 1001: its client may come back to the next server.
  socket.close(closing.aborted ? 1001 : 1000)
}
