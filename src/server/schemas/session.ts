import { z } from 'zod'
import { described } from './described.ts'

const words = z.string().refine((text) => text.trim() !== '', { error: 'words' })

/** A key in it would be seen by whoever looks at the worker. */
const hasNoKey = (address: string): boolean => {
  const { username, password, search } = new URL(address)
  return username === '' && password === '' && search === ''
}

const endpoint = z.url({ protocol: /^https?$/ }).refine(hasNoKey, { error: 'an address without a key in it' })

const modelConfig = z
  .looseObject({
    provider: described(z.enum(['openai', 'anthropic', 'local']), '`local` needs an `api_endpoint`'),
    model: described(words, 'as its provider names it'),
    api_key: described(
      z.string().max(10_000).optional(),
      'handed to the agent, and kept nowhere; without it and an endpoint: yours',
    ),
    api_endpoint: described(endpoint.optional(), 'where the model is, without a key in it'),
    model_version: described(z.string().max(200).optional(), 'ignored'),
    temperature: described(z.number().min(0).max(2).optional(), 'ignored'),
    max_tokens: described(z.int().min(1).max(100_000).optional(), 'ignored'),
    enabled_tools: described(z.array(z.string()).max(50).optional(), 'ignored'),
  })
  .refine(({ provider, api_endpoint }) => provider !== 'local' || api_endpoint !== undefined, {
    path: ['api_endpoint'],
    error: 'where the local model is',
  })

/** What else a client sends is no reason to refuse it: it is told of that in `ignored`. */
export const newSession = z.looseObject({
  session_id: described(z.guid(), 'a new one, of your choice'),
  prompt: described(words, 'what its agent is to do'),
  model_config: described(modelConfig, 'whose model it asks'),
  system_prompt: described(z.string().optional(), 'what stands before the prompt'),
  agent: described(z.string().min(1).default('opencode'), 'one of `GET /agents` that takes tasks'),
  workspace: described(
    z.string().min(1).optional(),
    'a folder in the server’s own, or `empty` for none; without: the server’s own itself',
  ),
})

export type NewSession = z.output<typeof newSession>

const status = z.enum(['pending', 'running', 'waiting_input', 'completed', 'failed', 'cancelled'])

export const begunSession = z.object({
  session_id: z.string(),
  status,
  created_at: z.iso.datetime(),
  /** What was sent and changed nothing, each by its path: `model_config.temperature`. */
  ignored: z.array(z.string()),
})

export const oneSession = z.object({
  session_id: z.string(),
  status,
  created_at: z.iso.datetime(),
  last_activity: z.iso.datetime(),
  progress: z.int().min(0).max(100),
  current_tool: z.string().nullable(),
})

export const cancelledSession = z.object({
  session_id: z.string(),
  status,
  cancelled_at: z.iso.datetime(),
})

export const sentMessage = z.object({ session_id: z.string(), status })
