import type { NewSession } from '../schemas/session.ts'

const heeded: ReadonlySet<string> = new Set([
  ...['session_id', 'prompt', 'system_prompt', 'agent', 'workspace', 'model_config'],
  ...['provider', 'model', 'api_key', 'api_endpoint'].map((key) => `model_config.${key}`),
])

/** What a client sent and nothing is done with, each by its path: what no agent's program can be told, and what sessions don't know. */
export function ignoredOf({ model_config, ...body }: NewSession): readonly string[] {
  const given = [
    ...Object.entries(body),
    ...Object.entries(model_config).map(([key, value]) => [`model_config.${key}`, value] as const),
  ]
  return given.flatMap(([path, value]) => (value === undefined || heeded.has(path) ? [] : [path]))
}
