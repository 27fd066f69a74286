import { z } from 'zod'
import { fail, ok } from '../../lib/result.ts'
import { failureJson } from '../../present/failure.ts'
import type { Typed } from '../../workers/fleet/fleet.ts'
import type { ServerContext } from '../context.ts'
import { described } from '../schemas/described.ts'
import type { SocketRoute } from './socket-route.ts'

/** The very worker that somebody has before them. */
const typingQuery = z.object({
  container: described(z.string().min(1), 'the id of its container'),
  window: described(z.string().min(1).optional(), 'without: the agent’s, or its shell'),
})

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('bytes'), base64: z.base64() }),
  z.object({ type: z.literal('key'), key: z.string().min(1) }),
  z.object({ type: z.literal('paste'), text: z.string() }),
  z.object({ type: z.literal('end') }),
])

/** A person's hands on a worker's window: what comes is typed there, once and in its order, until `{"type":"end"}`, or either side ends. */
export const typingSocket = ({
  fleets,
  workers,
}: Pick<ServerContext, 'fleets' | 'workers'>): SocketRoute => ({
  ...{ path: '/workers/:name/typing', isAct: true, query: typingQuery },
  summary:
    'A person’s hands on a worker’s window, as a hal elsewhere lays them there: {"type"} bytes (base64), key, paste (text) or end, each typed once and in its order; {"type":"lost"} says that they can’t be',
  open: async ({ name, query }) => {
    const asked = typingQuery.safeParse(Object.fromEntries(query))
    if (!asked.success) return fail({ reason: 'wrong-request', field: 'the query', expected: 'a container' })
    const { container: containerId, window } = asked.data
    // Before hands are laid on it: anybody's container may have been named.
    const found = await workers.inspect({ name, containerId })
    if (!found.ok) return found
    const taken = await fleets.take()
    if (!taken.ok) return taken
    return ok(async (socket, signal) => {
      using _ = taken.value.use
      const ended = Promise.withResolvers<void>()
      signal.addEventListener('abort', () => ended.resolve(), { once: true })
      if (signal.aborted) ended.resolve()
      await using typist = taken.value.feed.fleet.typist({
        worker: { name, containerId },
        ...(window === undefined ? {} : { window }),
        onLost: (failure) => {
          socket.send(JSON.stringify({ type: 'lost', ...failureJson(failure) }))
          ended.resolve()
        },
      })
      socket.on('message', (data: Buffer) => {
        const read = message.safeParse(jsonOf(data))
        if (!read.success) return
        if (read.data.type === 'end') ended.resolve()
        else typist.type(typedOf(read.data))
      })
      await ended.promise
    })
  },
})

function typedOf(said: Exclude<z.output<typeof message>, { type: 'end' }>): Typed {
  if (said.type === 'bytes') return { kind: 'bytes', bytes: Buffer.from(said.base64, 'base64') }
  return said.type === 'key' ? { kind: 'key', key: said.key } : { kind: 'paste', text: said.text }
}

const jsonOf = (data: Buffer): unknown => {
  try {
    return JSON.parse(data.toString())
  } catch {
    return undefined
  }
}
