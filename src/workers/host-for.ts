import { findForm } from '../agents/forms.ts'
import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { findRunning } from './find.ts'
import type { HostInput, RunHost, WorkerResult } from './verbs.ts'

/** The worker that is meant, where it runs and was started with the agent that is to work there: it has that one's tools and no other's. */
export async function hostFor(
  context: WorkersContext,
  { name: given, agent, talk }: HostInput,
): WorkerResult<RunHost> {
  const form = agent === undefined ? undefined : findForm(agent, context.agents)
  if (form?.ok === false) return form
  const found = await findRunning(context, { name: given })
  if (!found.ok) return found
  const { name, containerId, agent: has } = found.value
  if (has === undefined || (agent ?? has) !== has)
    return fail({ reason: 'no-agent-tools', name, agent, has: has === 'custom' ? undefined : has })
  const own = findForm(has, context.agents)
  const headless = own.ok ? own.value.headless : undefined
  if (headless === undefined) return fail({ reason: 'no-headless', agent: has })
  if (talk !== undefined && headless.talk === undefined) return fail({ reason: 'no-talk', agent: has })
  return ok({ name, containerId, agent: has })
}
