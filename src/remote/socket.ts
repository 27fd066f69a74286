import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { fail, ok } from '../lib/result.ts'
import type { WorkerResult } from '../workers/verbs.ts'
import { cancelled, credentialsFor, failureOf, watchReached, wordsOf } from './knock.ts'
import { refusalOf } from './refusal.ts'
import { agentFor, type ServerAddress } from './server-address.ts'

/**
 * A WebSocket of the server's, once it is open. It is paused: what is said first may come with it, before anybody listens. `signal`: of the
 * opening alone.
 */
export const openSocket = (
  address: ServerAddress,
  path: string,
  signal = address.signal,
): WorkerResult<WebSocket> =>
  new Promise((resolve) => {
    const asked = { method: 'GET', path } as const
    if (signal.aborted) return resolve(cancelled(asked))
    const credentials = credentialsFor(address, path)
    if (!credentials.ok) return resolve(credentials)
    let isReached = () => false
    const socket = new WebSocket(new URL(path, address.url.replace(/^http/, 'ws')), {
      ...{ agent: agentFor(address), headers: credentials.value, perMessageDeflate: false },
      finishRequest: (request) => {
        isReached = watchReached(request)
        request.end()
      },
    })
    const onAbort = () => socket.terminate()
    const settle = (opened: Awaited<WorkerResult<WebSocket>>) => {
      signal.removeEventListener('abort', onAbort)
      resolve(opened)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    socket.once('open', () => {
      socket.pause()
      settle(ok(socket))
    })
    socket.once('unexpected-response', async (request, answer) => {
      // One that breaks off has said no more than its status.
      const said = await text(answer).catch(() => '')
      request.destroy()
      const { statusCode: status = 0 } = answer
      if (!signal.aborted) settle(fail(refusalOf(address, { status, text: said, asked: wordsOf(asked) })))
    })
    socket.on('error', (error) =>
      settle(
        signal.aborted
          ? cancelled(asked)
          : fail(failureOf(error, { address, isReached: isReached(), isChange: false })),
      ),
    )
  })
