import type { WebSocket } from 'ws'
import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { toldAfter } from '../events/told-after.ts'
import { executionFrames } from '../executions/execution-frames.ts'
import type { SocketRoute } from './socket-route.ts'

/** What a task's agent prints, from its beginning on, as it comes, as fast as its client takes it. What a client says is not heard. */
export const taskSocket = ({
  tasks,
  feeds,
  metrics,
}: Pick<ServerContext, 'tasks' | 'feeds' | 'metrics'>): SocketRoute => ({
  ...{ path: '/tasks/:id/stream', isAct: false },
  summary:
    'What a task’s agent prints, from its beginning on, as it comes: {"type", "data", "timestamp"}, where type is stdout, stderr or status. Closed with 1000 after the last, with 1001 when the server ends',
  open: async ({ name }) => {
    const shown = await tasks.show(name)
    if (!shown.ok) return shown
    const { id, wish } = shown.value
    return ok(async (socket, signal) => {
      using _ = metrics.openStream()
      for await (const told of toldAfter({ tasks, feed: feeds.of(shown.value), id, after: 0, signal })) {
        const frames = told.flatMap(({ event }) => executionFrames(event, wish.agent))
        await Promise.all(frames.map((frame) => sent(socket, JSON.stringify(frame))))
      }
    })
  },
})

/** Once it is on its way; or its client is gone, of which the socket tells by itself. */
const sent = (socket: WebSocket, text: string): Promise<void> =>
  new Promise((resolve) => socket.send(text, () => resolve()))
