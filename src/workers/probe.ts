import { connect } from 'node:net'
import type { WorkersContext } from './context.ts'
import { type Reachable, reach } from './reach.ts'
import { folderOnHost, socketOnHost } from './sockets.ts'

export type ProbeAnswer =
  | { readonly kind: 'answers'; readonly inMs: number }
  | { readonly kind: 'silent'; readonly why: string }

/** A tmux that is alive answers in a few milliseconds; one second without a word is dead to the person who waits. */
export const probePatienceMs = 1_000

/** Asks a running worker's tmux for a sign of life. */
export async function probe(context: WorkersContext, worker: Reachable): Promise<ProbeAnswer> {
  const startedMs = performance.now()
  if (folderOnHost(context, worker.name) !== undefined) {
    const socket = socketOnHost(context, worker.name)
    if (socket === undefined) return { kind: 'silent', why: 'its socket is gone' }
    const refused = await connectionRefused(socket)
    if (refused !== undefined) return { kind: 'silent', why: refused }
  }
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(probePatienceMs)])
  const client = await reach(context, worker, signal)
  if (client.ok) {
    const inMs = performance.now() - startedMs
    await client.value.close()
    return { kind: 'answers', inMs }
  }
  if (signal.aborted)
    return { kind: 'silent', why: `its tmux did not answer within ${probePatienceMs / 1000} s` }
  return { kind: 'silent', why: 'detail' in client.failure ? client.failure.detail : client.failure.reason }
}

/** Quicker than a client for the common way to be dead: nobody listens on the socket any more. */
const connectionRefused = (path: string): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = connect({ path })
    socket.once('connect', () => {
      socket.destroy()
      resolve(undefined)
    })
    socket.once('error', () => resolve('nothing listens on its socket'))
  })
