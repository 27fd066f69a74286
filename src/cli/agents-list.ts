import { agentJson, agentRows } from '../present/agents.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const [agents, tools] = await Promise.all([context.workers.agents(), context.images.tools()])
  if (!agents.ok) return reportFailure(context, agents.failure, { isJson })
  // Without an engine nothing is known of tools, and the rest is.
  if (!tools.ok) reportFailure(context, tools.failure)
  const states = tools.ok ? tools.value : []
  if (isJson)
    printJson(context, { version: 1, agents: agents.value.map((agent) => agentJson(agent, states)) })
  else print(context, table(agentRows(agents.value, states, new Date()), context.io.columns).join('\n'))
  return 0
}
