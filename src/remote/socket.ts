import { WebSocket } from 'ws'
import { fail, ok } from '../lib/result.ts'
import type { WorkerResult } from '../workers/verbs.ts'
import { bearer, failureOf, watchReached } from './knock.ts'
import { refusalOf } from './refusal.ts'
import { agentFor, type ServerAddress } from './server-address.ts'

/** A WebSocket of the server's, once it is open. It is paused: what is said first may come with it, before anybody listens. */
export const openSocket = (address: ServerAddress, path: string): WorkerResult<WebSocket> =>
  new Promise((resolve) => {
    let isReached = () => false
    const socket = new WebSocket(new URL(path, address.url.replace(/^http/, 'ws')), {
      ...{ agent: agentFor(address), headers: bearer(address), perMessageDeflate: false },
      finishRequest: (request) => {
        isReached = watchReached(request)
        request.end()
      },
    })
    socket.once('open', () => {
      socket.pause()
      resolve(ok(socket))
    })
    socket.once('unexpected-response', (request, { statusCode: status = 0 }) => {
      request.destroy()
      resolve(fail(refusalOf(address, { status, text: '', asked: `GET ${path}` })))
    })
    socket.on('error', (error) =>
      resolve(fail(failureOf(error, { address, isReached: isReached(), isChange: false }))),
    )
  })
