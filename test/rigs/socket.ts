import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

/** Hears a WebSocket whose messages are JSON. */
export interface SocketListener {
  // biome-ignore lint/suspicious/noExplicitAny: whoever listens knows what it is
  readonly messages: readonly any[]
  /** The first message like this, also one that came before. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever listens knows what it is
  readonly heard: (like: (message: any) => boolean) => Promise<any>
  /** Resolves with the code that the other side ended it with. */
  readonly ended: Promise<number>
}

/** `address`: the server's, `http://…`. */
export async function listenToSocket(
  address: string,
  path: string,
  options: ClientOptions = {},
): Promise<SocketListener> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${path}`, options)
  const messages: unknown[] = []
  let news = Promise.withResolvers<void>()
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()))
    tell()
  })
  const ended = once(socket, 'close').then(([code]) => {
    tell()
    return code as number
  })
  await once(socket, 'open')
  return {
    ...{ messages, ended },
    heard: async (like) => {
      for (;;) {
        const found = messages.find(like)
        if (found !== undefined) return found
        if (socket.readyState === WebSocket.CLOSED)
          throw new Error(`it ended after ${JSON.stringify(messages)}`)
        await news.promise
      }
    },
  }
}

/** The status that is answered to whoever asks for one; 101: they get it. */
export function socketStatus(
  address: string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number | undefined> {
  const socket = new WebSocket(`${address.replace('http', 'ws')}${path}`, { headers })
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.terminate()
      resolve(101)
    })
    socket.once('unexpected-response', (request, { statusCode }) => {
      request.destroy()
      resolve(statusCode)
    })
  })
}
