import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { attachEndWords } from '../../present/attach-end.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { refusalOf } from '../guard/knock.ts'
import { logBug } from '../log.ts'
import { socketTerminal } from './socket-terminal.ts'
import { type Size, sizeQuery } from './terminal-size.ts'

/** More than a paste of a whole file. */
const mostTypedBytes = 4 * 1024 ** 2

/** Answers the requests for `/workers/NAME/terminal` that are to become WebSockets. */
export function terminalSockets({ workers, settings, visitors, closing, log }: ServerContext) {
  const server = new WebSocketServer({ noServer: true, maxPayload: mostTypedBytes, clientTracking: false })
  return (request: IncomingMessage, connection: Duplex, head: Buffer): void => {
    connection.on('error', () => connection.destroy())
    const asked = askedFor(request.url ?? '')
    const { headers } = request
    // A browser asks no leave for a WebSocket to another site: its page is looked at as for what is to be done.
    const refused = refusalOf(settings, visitors, {
      header: (name) => headers[name],
      ...{ isAct: true, isOpen: false },
    })
    if (asked === undefined || refused !== undefined) {
      refuse(connection, refused === undefined ? 404 : sentenceOf(refused).httpStatus)
      return
    }
    server.handleUpgrade(request, connection, head, (socket) => {
      hold(workers, socket, { ...asked, closing }).catch((bug: unknown) => logBug(log, bug))
    })
  }
}

const refuse = (connection: Duplex, status: number): void =>
  void connection.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\n\r\n`)

interface Asked {
  readonly worker: string
  readonly size: Size
}

function askedFor(url: string): Asked | undefined {
  // Anybody may ask for anything, before they are let in, too.
  if (!URL.canParse(url, 'http://localhost')) return undefined
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const name = /^\/workers\/([^/]+)\/terminal$/.exec(pathname)?.[1]
  const size = sizeQuery.safeParse(Object.fromEntries(searchParams))
  if (name === undefined || !size.success) return undefined
  try {
    return { worker: decodeURIComponent(name), size: size.data }
  } catch {
    return undefined
  }
}

/** Until either side ends. Why the worker's did is the last thing said; a client that is told so need not come back. */
async function hold(
  workers: Pick<WorkerVerbs, 'attach'>,
  socket: WebSocket,
  { worker, size, closing }: Asked & { readonly closing: AbortSignal },
): Promise<void> {
  const gone = new AbortController()
  socket.on('close', () => gone.abort())
  socket.on('error', () => gone.abort())
  const attached = await workers.attach({
    name: worker,
    terminal: socketTerminal(socket, size),
    signal: AbortSignal.any([gone.signal, closing]),
  })
  if (closing.aborted) return socket.close(1001)
  if (gone.signal.aborted) return
  const { what, next } = attached.ok ? attachEndWords(attached.value) : sentenceOf(attached.failure)
  socket.send(
    JSON.stringify({ type: 'end', message: [what, next].filter((words) => words !== undefined).join(' ') }),
  )
  socket.close(1000)
}
