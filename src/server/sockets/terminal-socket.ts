import { fail, ok } from '../../lib/result.ts'
import { attachEndJson, attachEndWords } from '../../present/attach-end.ts'
import { failureJson, sentenceOf } from '../../present/failure.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { ServerContext } from '../context.ts'
import { namedIn } from '../whom.ts'
import type { SocketRoute } from './socket-route.ts'
import { socketTerminal } from './socket-terminal.ts'
import { terminalQuery } from './terminal-size.ts'

/** A worker's terminal. Why it is over is the last thing said; a client that is told so need not come back. */
export const terminalSocket = ({ workers }: Pick<ServerContext, 'workers'>): SocketRoute => ({
  ...{ path: '/workers/:name/terminal', isAct: true, query: terminalQuery },
  summary:
    'A worker’s terminal. Binary messages are bytes, both ways; {"type":"resize","columns":100,"rows":30} says a new size, and {"type":"end","message":"…"} why it is over',
  open: async ({ name, query }) => {
    const asked = terminalQuery.safeParse(Object.fromEntries(query))
    if (!asked.success)
      return fail({ reason: 'wrong-request', field: 'the query', expected: 'columns and rows' })
    const { window, 'read-only': isReadOnly } = asked.data
    return ok(async (socket, signal) => {
      const attached = await workers.attach({
        ...namedIn({ params: { name }, query: asked.data }),
        ...{ window, isReadOnly: isReadOnly === 'yes', signal },
        terminal: socketTerminal(socket, asked.data),
      })
      if (!signal.aborted) socket.send(JSON.stringify({ type: 'end', ...saidOf(attached) }))
    })
  },
})

/** In words for people, and as it is for a hal elsewhere. */
function saidOf(attached: Awaited<ReturnType<WorkerVerbs['attach']>>): object {
  const { what, next } = attached.ok ? attachEndWords(attached.value) : sentenceOf(attached.failure)
  const message = [what, next].filter((words) => words !== undefined).join(' ')
  return {
    message,
    ...(attached.ok ? { end: attachEndJson(attached.value) } : failureJson(attached.failure)),
  }
}
