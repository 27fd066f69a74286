import { z } from 'zod'

const words = z.string().refine((text) => text.trim() !== '', { error: 'words' })

/** A key in it would be seen by whoever looks at the worker. */
const hasNoKey = (address: string): boolean => {
  const { username, password, search } = new URL(address)
  return username === '' && password === '' && search === ''
}

const endpoint = z.url({ protocol: /^https?$/ }).refine(hasNoKey, { error: 'an address without a key in it' })

const modelConfig = z
  .object({
    provider: z.enum(['openai', 'anthropic', 'local']),
    model: words,
    /** Handed to the agent, and kept nowhere. */
    api_key: z.string().max(10_000).optional(),
    api_endpoint: endpoint.optional(),
    model_version: z.string().max(200).optional(),
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.int().min(1).max(100_000).optional(),
    enabled_tools: z.array(z.string()).max(50).optional(),
  })
  .refine(({ provider, api_endpoint }) => provider !== 'local' || api_endpoint !== undefined, {
    path: ['api_endpoint'],
    error: 'where the local model is',
  })

export type ModelConfig = z.output<typeof modelConfig>

export const newSession = z.object({
  session_id: z.guid(),
  prompt: words,
  model_config: modelConfig,
  system_prompt: z.string().optional(),
  agent: z.string().min(1).default('opencode'),
})

const status = z.enum(['pending', 'running', 'waiting_input', 'completed', 'failed', 'cancelled'])

export const begunSession = z.object({
  session_id: z.string(),
  status,
  created_at: z.iso.datetime(),
  /** What of `model_config` no agent can be told. */
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
