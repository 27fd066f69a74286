import type { AgentForm } from '../../agents/form.ts'
import { findForm } from '../../agents/forms.ts'
import { isLoginSecret } from '../../agents/login.ts'
import type { Container, Engine } from '../../engines/engine.ts'
import { ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { label, readSpec, workerLabels } from '../labels.ts'
import type { WorkerResult } from '../verbs.ts'

/** Whether it was made with a login or a key of the person's. Its label says so for its life: a restart brings what it was made with, and no more. */
export const hasWayIn = (container: Pick<Container, 'labels'>, form: AgentForm | undefined): boolean =>
  readSpec(container)?.secrets?.some(
    (name) => isLoginSecret(name) || form?.secrets.includes(name) === true,
  ) === true

/** By name, this owner's workers that are up with an agent and were made with nothing that lets it in. None where it has a gateway. */
export async function madeWithoutLogin(
  { owner, agents }: Pick<WorkersContext, 'owner' | 'agents'>,
  engine: Engine,
  agent: string,
): WorkerResult<readonly string[]> {
  const found = findForm(agent, agents)
  const form = found.ok ? found.value : undefined
  if (agents[agent]?.baseUrl !== undefined) return ok([])
  const listed = await engine.list(workerLabels(owner))
  if (!listed.ok) return listed
  return ok(
    listed.value
      .filter(({ status: { kind } }) => kind === 'running' || kind === 'paused')
      .filter((container) => readSpec(container)?.agent === agent && !hasWayIn(container, form))
      .map((container) => container.labels[label.name] ?? container.name),
  )
}
