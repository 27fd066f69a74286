import { isLoginSecret } from '../../agents/login.ts'
import type { AgentSettings } from '../../agents/settings.ts'
import { waysIn } from '../agent/ways-in.ts'
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
  const { name, tools, secrets: keys } = agent.form
  // The throw-away worker of a login gets none by intention.
  if (keys.length === 0 || tools === undefined || name === 'login') return []
  const isLetIn = secrets.some(isLoginSecret) || keys.some((key) => secrets.includes(key) || key in env)
  if (isLetIn) return []
  const ways = waysIn(agent.form, baseUrl).join('; ')
  return [`${name} has no key and no login of yours, so it may ask for one: ${ways}`]
}
