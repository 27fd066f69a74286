import { ok } from '../../lib/result.ts'
import type { ServerContext } from '../context.ts'
import { type Route, route } from '../route.ts'
import { agentChoice, someAgents } from '../schemas/agent.ts'

/** What a worker can be started with, and a task given to. */
export const agentRoutes = ({ agents }: ServerContext): readonly Route[] => [
  route({
    ...{ method: 'GET', path: '/agents' },
    summary: 'The agents that hal knows, then those of this server’s own config',
    answers: { 200: { summary: 'All', schema: someAgents } },
    handle: async () =>
      ok(Response.json({ version: 1, agents: agents.map((agent) => agentChoice.parse(agent)) })),
  }),
]
