import { fail, ok } from '../../lib/result.ts'
import { moodOf } from '../../present/worker.ts'
import { statusOf } from '../agentapi/status.ts'
import { toldOfTalk } from '../agentapi/told-of-talk.ts'
import type { ServerContext } from '../context.ts'
import { listenToFleet } from '../fleet/listen-to-fleet.ts'
import { type Answering, type Route, route } from '../route.ts'
import { agentMessages, agentStatus, messageTaken, newMessage } from '../schemas/agentapi.ts'

/** A worker's agent as coder/agentapi has one: its clients find here what they look for, under an address a worker. */
export const agentApiRoutes = (context: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/workers/:name/agentapi/status', isProblem: true },
    summary: 'Whether a worker’s agent is at work, or takes a message',
    answers: { 200: { summary: 'It', schema: agentStatus } },
    handle: async ({ params }) => {
      const talk = await context.conversations.of({ name: params['name'] ?? '' })
      if (!talk.ok) return talk
      const { worker } = talk.value
      const status = statusOf(moodOf(worker))
      return ok(Response.json({ status, agent_type: worker.agent, transport: 'pty' }))
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/agentapi/messages', isProblem: true },
    summary: 'What a worker’s agent was asked and answered, as far as this server has heard of it',
    answers: { 200: { summary: 'All messages, the oldest first', schema: agentMessages } },
    handle: async ({ params }) => {
      const talk = await context.conversations.of({ name: params['name'] ?? '' })
      return talk.ok ? ok(Response.json({ messages: talk.value.conversation.from(0) })) : talk
    },
  }),
  route({
    ...{ method: 'POST', path: '/workers/:name/agentapi/message', body: newMessage, isProblem: true },
    summary:
      'Give a worker’s agent a message, which it takes where its status is stable; or, raw, what is pressed on its keyboard',
    answers: { 200: { summary: 'It has it', schema: messageTaken } },
    handle: async ({ params, body: { type, content } }) => {
      const name = params['name'] ?? ''
      if (type === 'user') return say(context, name, content)
      const pressed = await context.workers.send({ name, bytes: Buffer.from(content) })
      return pressed.ok ? ok(Response.json({ ok: true })) : pressed
    },
  }),
  route({
    ...{ method: 'GET', path: '/workers/:name/agentapi/events', isProblem: true },
    summary: 'All messages and the status of a worker’s agent, then what comes',
    answers: {
      200: {
        summary: 'Server-sent events: message_update, status_change, agent_error',
        contentType: 'text/event-stream',
      },
    },
    handle: ({ params }) => listen(context, params['name'] ?? ''),
  }),
]

async function say({ workers, conversations }: ServerContext, name: string, text: string): Answering {
  const talk = await conversations.of({ name })
  if (!talk.ok) return talk
  const { worker, conversation } = talk.value
  if (statusOf(moodOf(worker)) !== 'stable') return fail({ reason: 'agent-at-work', name: worker.name })
  const since = new Date()
  const { containerId } = worker
  const sent = await workers.send({ name: worker.name, containerId, text, draft: 'refuse' })
  if (!sent.ok) return sent
  conversation.sent(text, since)
  return ok(Response.json({ ok: true }))
}

async function listen(context: ServerContext, name: string): Answering {
  const { conversations } = context
  const talk = await conversations.of({ name })
  if (!talk.ok) return talk
  return listenToFleet(context, {
    lastId: undefined,
    tell: (news, signal) => toldOfTalk({ talk: talk.value, conversations, news, signal }),
  })
}
