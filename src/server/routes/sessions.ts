import { fail, ok } from '../../lib/result.ts'
import type { Task, TaskWish } from '../../tasks/task.ts'
import type { CreateInput, TaskResult } from '../../tasks/verbs.ts'
import { beginTask } from '../begin-task.ts'
import type { ServerContext } from '../context.ts'
import { frame } from '../events/event-stream.ts'
import { listenToTask, madeOnce } from '../events/listen-to-task.ts'
import { type Answering, type Asked, type Route, route } from '../route.ts'
import { begunSession, cancelledSession, newSession, oneSession, sentMessage } from '../schemas/session.ts'
import { newMessage } from '../schemas/task.ts'
import { ignoredOf } from '../sessions/ignored.ts'
import { sessionEvent } from '../sessions/session-event.ts'
import { isSessionId } from '../sessions/session-id.ts'
import { sessionStatus } from '../sessions/session-status.ts'
import { workspaceOf } from '../workspace.ts'

/** Tasks as sidecars of OpenCode have them: a session is one task, whose id its client chooses. */
export const sessionRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'POST', path: '/sessions', body: newSession },
    summary: 'Begin a session: an agent (opencode, unless another is named) works on a prompt',
    answers: { 201: { summary: 'It is on its way', schema: begunSession } },
    handle: async ({ body, traceparent }) => {
      const { session_id, prompt, system_prompt, agent, model_config } = body
      const { provider, model, api_key, api_endpoint } = model_config
      const workspace = await workspaceOf(context.workspace, body.workspace)
      if (!workspace.ok) return workspace
      const own = context.tasksWith(agent, {
        ...{ provider, model, apiKey: api_key || undefined, endpoint: api_endpoint },
      })
      const wish = {
        ...{ prompt: system_prompt ? `${system_prompt}\n\n${prompt}` : prompt, agent },
        ...{ workspace: workspace.value, timeoutMs: context.settings.taskTimeoutMs },
      }
      const { mostSessions: limit } = context.settings
      using room = context.feeds.takeRoom()
      if (room === undefined) return fail({ reason: 'too-many-sessions', limit, retryAfterS: 5 })
      const id = session_id.toLowerCase()
      const begun = await beginTask(context, {
        ...{ own, traceparent },
        create: (input) => createTalk(context, wish, { ...input, id }),
      })
      if (!begun.ok) return begun
      const { createdAt } = begun.value
      return ok(
        Response.json(
          {
            ...{ session_id: id, status: 'running', created_at: createdAt.toISOString() },
            ignored: ignoredOf(body),
          },
          { status: 201 },
        ),
      )
    },
  }),
  ...['/sessions/:id', '/sessions/:id/status'].map((path) =>
    route({
      ...{ method: 'GET', path },
      summary: 'How a session stands',
      answers: { 200: { summary: 'It', schema: oneSession } },
      handle: async ({ params }) => {
        const task = await taskOf(context, params)
        if (!task.ok) return task
        const status = await sessionStatus(context.tasks, task.value)
        return status.ok ? ok(Response.json(status.value)) : status
      },
    }),
  ),
  route({
    ...{ method: 'GET', path: '/sessions/:id/stream' },
    summary:
      'What a session’s agent says and does, from its first event on, as it comes. With the header Last-Event-ID, from the one after that; ends after the last one',
    answers: {
      200: {
        summary: 'Server-sent events: status, output, tool_call, tool_result, error, complete, heartbeat',
        contentType: 'text/event-stream',
      },
      204: { summary: 'It has ended, and there is nothing after that event' },
    },
    handle: (asked) => listen(context, asked),
  }),
  route({
    ...{ method: 'POST', path: '/sessions/:id/messages', body: newMessage },
    summary:
      'Give a session’s agent its next prompt; it gets to it when it is done with what it is at. Until the session has ended, and where its agent can be told more than one',
    answers: { 202: { summary: 'It will hear of it', schema: sentMessage } },
    handle: async ({ params, body }) => {
      const task = await taskOf(context, params)
      if (!task.ok) return task
      const sent = await context.tasks.send(task.value.id, body.text)
      if (!sent.ok) return sent
      const { id, state } = sent.value
      return ok(Response.json({ session_id: id, status: state.status }, { status: 202 }))
    },
  }),
  route({
    ...{ method: 'DELETE', path: '/sessions/:id' },
    summary: 'End a session, with all that its agent started, and wait for that',
    answers: { 200: { summary: 'It has ended', schema: cancelledSession } },
    handle: async ({ params }) => {
      const task = await taskOf(context, params)
      if (!task.ok) return task
      const cancelled = await context.tasks.cancel(task.value.id)
      if (!cancelled.ok) return cancelled
      const { id, state } = cancelled.value
      const at = 'at' in state ? state.at : new Date()
      return ok(Response.json({ session_id: id, status: state.status, cancelled_at: at.toISOString() }))
    },
  }),
]

/** It takes messages where its agent can be told any. */
async function createTalk({ tasks }: ServerContext, wish: TaskWish, input: CreateInput): TaskResult<Task> {
  const created = await tasks.create({ ...wish, talk: 'acts' }, input)
  return created.ok || created.failure.reason !== 'no-talk' ? created : await tasks.create(wish, input)
}

/** By its whole id: whoever chose it knows it. */
function taskOf({ tasks }: ServerContext, params: Asked['params']): TaskResult<Task> {
  const id = (params['id'] ?? '').toLowerCase()
  return isSessionId(id)
    ? tasks.show(id)
    : Promise.resolve(fail({ reason: 'no-such-task', id, hasTasks: true }))
}

async function listen(context: ServerContext, asked: Asked): Answering {
  const task = await taskOf(context, asked.params)
  return task.ok ? listenToTask(context, { ...asked, params: { id: task.value.id } }, toFrame) : task
}

const toFrame = madeOnce(({ number, event }, { wish }) => {
  const told = sessionEvent(event, wish.agent)
  return told && frame(told.type, number, told.data)
})
