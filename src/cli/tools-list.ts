import { table } from '../present/table.ts'
import { toolsJson, toolsRows } from '../present/tools.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { toolsUsers } from './tools-users.ts'
import { isSet } from './values.ts'

/** Those of now, then older ones that are still here. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const [states, users] = await Promise.all([context.images.tools(), toolsUsers(context.workers)])
  if (!states.ok) return reportFailure(context, states.failure, { isJson })
  if (!users.ok) return reportFailure(context, users.failure, { isJson })
  if (isJson)
    printJson(context, { version: 1, tools: states.value.map((state) => toolsJson(state, users.value)) })
  else print(context, table(toolsRows(states.value, users.value), context.io.columns).join('\n'))
  return 0
}
