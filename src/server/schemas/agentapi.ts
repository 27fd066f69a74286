import { z } from 'zod'

// As https://github.com/coder/agentapi has them, in its own words.

const status = z.enum(['running', 'stable'])
const role = z.enum(['agent', 'user'])

export const agentStatus = z.object({ status, agent_type: z.string(), transport: z.enum(['acp', 'pty']) })

const message = z.object({ id: z.int(), content: z.string(), role, time: z.iso.datetime() })

export const agentMessages = z.object({ messages: z.array(message) })

export const newMessage = z.object({ content: z.string().min(1), type: z.enum(['user', 'raw']) })

export const messageTaken = z.object({ ok: z.boolean() })
