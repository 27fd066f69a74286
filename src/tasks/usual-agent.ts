import { findForm } from '../agents/forms.ts'
import { fail, ok } from '../lib/result.ts'
import type { AgentFacts } from '../workers/verbs/agents.ts'
import type { TasksContext } from './context.ts'
import type { TaskResult } from './task-failure.ts'

/** Who works on a task where nobody is named: the config's `tasks.agent`, else the only agent for tasks that has a way in. */
export async function usualAgent(
  context: Pick<TasksContext, 'agents' | 'usualAgent' | 'workers'>,
): TaskResult<string> {
  if (context.usualAgent !== undefined) return ok(context.usualAgent)
  const agents = await context.workers.agents()
  if (!agents.ok) return agents
  const able = agents.value.filter((one) => hasWayIn(one) && takesTasks(context, one.name))
  const [only, second] = able
  return only !== undefined && second === undefined
    ? ok(only.name)
    : fail({ reason: 'no-agent', able: able.map(({ name }) => name) })
}

/** A key, a login, or an address of the person's. */
const hasWayIn = ({ secrets, login, baseUrl }: AgentFacts): boolean =>
  login !== undefined || baseUrl !== undefined || secrets.some(({ from }) => from !== undefined)

function takesTasks({ agents }: Pick<TasksContext, 'agents'>, name: string): boolean {
  const form = findForm(name, agents)
  return form.ok && form.value.headless !== undefined
}
