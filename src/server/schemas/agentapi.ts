import { z } from 'zod'
import { described } from './described.ts'

// As https://github.com/coder/agentapi has them, in its own words.

const status = z.enum(['running', 'stable'])
const role = z.enum(['agent', 'user'])

export const agentStatus = z.object({ status, agent_type: z.string(), transport: z.enum(['acp', 'pty']) })

const message = z.object({ id: z.int(), content: z.string(), role, time: z.iso.datetime() })

export const agentMessages = z.object({ messages: z.array(message) })

export const newMessage = z.object({
  content: described(z.string().min(1), 'the words, or the bytes'),
  type: described(z.enum(['user', 'raw']), '`user`: a prompt; `raw`: what is pressed on its keyboard'),
})

export const messageTaken = z.object({ ok: z.boolean() })
