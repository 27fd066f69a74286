import { randomUUID } from 'node:crypto'
import { fail, ok } from '../../lib/result.ts'
import { beginTask } from '../begin-task.ts'
import type { ServerContext } from '../context.ts'
import { progressOf } from '../progress.ts'
import { type Route, route } from '../route.ts'
import { begunExecution, newExecution, oneExecution } from '../schemas/execution.ts'

/** Tasks as executions: what a client asks for by `POST /tasks/execute` is a task, whose id hal chooses. It counts as a session. */
export const executionRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/tasks/execute', body: newExecution },
    summary: 'Begin an execution: an agent (opencode, unless another is named) works on a prompt',
    answers: { 201: { summary: 'It is on its way', schema: begunExecution } },
    handle: async ({ body: { task_id, code, context: before, agent }, traceparent }) => {
      const { mostSessions: limit, taskTimeoutMs: timeoutMs } = context.settings
      using room = context.feeds.takeRoom()
      if (room === undefined) return fail({ reason: 'too-many-sessions', limit, retryAfterS: 5 })
      const wish = {
        ...{ prompt: before ? `${before}\n\n${code}` : code, agent },
        ...{ workspace: context.workspace, timeoutMs },
      }
      const id = randomUUID()
      const begun = await beginTask(context, {
        traceparent,
        create: (input) => context.tasks.create(wish, { ...input, id }),
      })
      if (!begun.ok) return begun
      return ok(Response.json({ execution_id: id, task_id, status: 'pending' }, { status: 201 }))
    },
  }),
  route({
    ...{ method: 'GET', path: '/tasks/:id/status' },
    summary: 'How a task stands, in a word. Agents don’t say how far they are: 0 until it has gone well',
    answers: { 200: { summary: 'It', schema: oneExecution } },
    handle: async ({ params }) => {
      const task = await context.tasks.show(params['id'] ?? '')
      if (!task.ok) return task
      const { id, state } = task.value
      return ok(Response.json({ execution_id: id, status: state.status, progress: progressOf(state) }))
    },
  }),
]
