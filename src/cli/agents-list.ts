import { agentJson, agentRows } from '../present/agents.ts'
import { failureJson } from '../present/failure.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** 0 without an engine, too: all that hal knows by itself is there, and what the engine would have to be asked is said. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const [agents, tools] = await Promise.all([context.workers.agents(), context.images.tools()])
  if (!agents.ok) return reportFailure(context, agents.failure, { isJson })
  if (isJson) {
    const missing = tools.ok ? {} : failureJson(tools.failure)
    const states = tools.ok ? tools.value : undefined
    printJson(context, { version: 1, ...missing, agents: agents.value.map((one) => agentJson(one, states)) })
  } else
    print(
      context,
      table(agentRows(agents.value, tools.ok ? tools.value : [], new Date()), context.io.columns).join('\n'),
    )
  if (!tools.ok) {
    reportFailure(context, tools.failure)
    remarkOn(context, 'so nobody could be asked which tools are there: the versions of agents are left out.')
  }
  return 0
}
