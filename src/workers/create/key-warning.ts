import { isLoginSecret } from '../../agents/login.ts'
import type { AgentSettings } from '../../agents/settings.ts'
import type { WorkerSpec } from './spec.ts'

type Let = Pick<WorkerSpec, 'agent' | 'secrets' | 'env'>

/**
 * That nothing lets an agent in, as far as hal sees. Whatever starts it in the person's config may bring a key of its own, and a gateway may
 * want none.
 */
export function keyWarnings(
  { agent, secrets, env }: Let,
  { command, baseUrl }: AgentSettings = {},
): readonly string[] {
  if (agent === undefined || command !== undefined || baseUrl !== undefined) return []
  const { name, tools, login, secrets: keys } = agent.form
  const [first] = keys
  // The throw-away worker of a login gets none by intention.
  if (first === undefined || tools === undefined || name === 'login') return []
  const isLetIn = secrets.some(isLoginSecret) || keys.some((key) => secrets.includes(key) || key in env)
  if (isLetIn) return []
  const ways = [
    ...(login === undefined ? [] : [`\`hal login ${name}\` makes a login for all workers`]),
    `${first} in your environment, or \`agents.${name}.apiKey\` in your own config, is its key`,
  ]
  return [`${name} has no key and no login of yours, so it may ask for one: ${ways.join('; ')}`]
}
