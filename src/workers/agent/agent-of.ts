import type { AgentForm } from '../../agents/form.ts'
import { findForm } from '../../agents/forms.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import type { WorkersContext } from '../context.ts'

/** The agent in a worker's window, asked of its tmux, which has it from the container; `undefined` for a shell or a command of the person's. */
export async function agentOf(
  { agents }: Pick<WorkersContext, 'agents'>,
  client: ControlClient,
  paneId: string,
): Promise<AgentForm | undefined> {
  const said = await client.command(['display-message', '-p', '-t', paneId, '#{window_name} #{HAL_AGENT}'])
  const [window, name] = said.ok ? (said.value[0]?.toString() ?? '').split(' ') : []
  if (window !== 'agent' || name === undefined || name === '') return undefined
  const form = findForm(name, agents)
  return form.ok ? form.value : undefined
}
