import { fail, ok } from '../../lib/result.ts'
import { attachEndWords } from '../../present/attach-end.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { ServerContext } from '../context.ts'
import type { SocketRoute } from './socket-route.ts'
import { socketTerminal } from './socket-terminal.ts'
import { sizeQuery } from './terminal-size.ts'

/** A worker's terminal. Why it is over is the last thing said; a client that is told so need not come back. */
export const terminalSocket = ({ workers }: Pick<ServerContext, 'workers'>): SocketRoute => ({
  ...{ path: /^\/workers\/([^/]+)\/terminal$/, isAct: true },
  open: async ({ name, query }) => {
    const size = sizeQuery.safeParse(Object.fromEntries(query))
    if (!size.success)
      return fail({ reason: 'wrong-request', field: 'the query', expected: 'columns and rows' })
    return ok(async (socket, signal) => {
      const attached = await workers.attach({ name, terminal: socketTerminal(socket, size.data), signal })
      if (signal.aborted) return
      const { what, next } = attached.ok ? attachEndWords(attached.value) : sentenceOf(attached.failure)
      const message = [what, next].filter((words) => words !== undefined).join(' ')
      socket.send(JSON.stringify({ type: 'end', message }))
    })
  },
})
