import type { WebSocket } from 'ws'
import * as z from 'zod/mini'
import type { Background } from '../../lib/background.ts'
import { within } from '../../lib/within.ts'
import type { Typed, Typist } from '../../workers/fleet/fleet.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { workerPath } from '../path.ts'
import { failureFacts, failureOf, jsonOf } from '../refusal.ts'
import { openSocket } from '../socket.ts'
import type { Wire } from '../wire.ts'

interface Typing {
  readonly worker: SeenWorker
  readonly window: string | undefined
  readonly onLost: (failure: WorkerFailure) => void
  /** When the one before has put what was typed through it: that comes first. */
  readonly before: Promise<void> | undefined
  readonly background: Background
  readonly signal: AbortSignal
}

/** What was typed before the hands were taken away still arrives, unless the server takes longer than this. */
const lastWordsMs = 3_000

const lost = z.object({ type: z.literal('lost'), failure: failureFacts })

/** One WebSocket held for one person's keys; what is typed before it is open goes first. The server closes it when all has arrived. */
export function openTypist(wire: Wire, typing: Typing): Typist & { readonly done: Promise<void> } {
  const { onLost, before, background } = typing
  const cut = new AbortController()
  const signal = AbortSignal.any([typing.signal, cut.signal])
  const queue: string[] = []
  let socket: WebSocket | undefined
  let isOver = false
  const say = (message: object): void => {
    if (socket === undefined) queue.push(JSON.stringify(message))
    else socket.send(JSON.stringify(message))
  }
  const lose = (failure: WorkerFailure): void => {
    if (isOver) return
    isOver = true
    onLost(failure)
  }
  const done = background.run(async () => {
    await before
    if (signal.aborted) return
    const opened = await openSocket(wire.address, pathFor(typing), signal)
    if (!opened.ok) return signal.aborted ? undefined : lose(opened.failure)
    socket = opened.value
    for (const message of queue.splice(0)) socket.send(message)
    socket.on('message', (data: Buffer) => {
      const read = lost.safeParse(jsonOf(data.toString()))
      if (read.success) lose(failureOf(read.data.failure))
    })
    const close = () => opened.value.terminate()
    // An error comes before it, of which the close tells enough.
    const closed = new Promise<void>((resolve) => opened.value.once('close', () => resolve()))
    socket.resume()
    signal.addEventListener('abort', close, { once: true })
    if (signal.aborted) close()
    await closed
    signal.removeEventListener('abort', close)
    const { url } = wire.address
    lose({ reason: 'server-lost', url, detail: 'the connection ended', mayHaveArrived: true })
  })
  return {
    done,
    type: (typed) => {
      if (!isOver) say(messageOf(typed))
    },
    [Symbol.asyncDispose]: async () => {
      isOver = true
      say({ type: 'end' })
      await within(done, { ms: lastWordsMs, signal })
      cut.abort()
      await done
    },
  }
}

const pathFor = ({ worker, window }: Typing): string => workerPath(worker, 'typing', { window })

const messageOf = (typed: Typed): object =>
  typed.kind === 'bytes'
    ? { type: 'bytes', base64: Buffer.from(typed.bytes).toString('base64') }
    : { type: typed.kind, ...typed }
