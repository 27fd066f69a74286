import { inspectRows } from '../present/inspect.ts'
import { table } from '../present/table.ts'
import { workerJson } from '../present/worker.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const found = await context.workers.inspect(args[0] ?? '')
  if (!found.ok) return reportFailure(context, found.failure, { isJson })
  if (isJson) printJson(context, { version: 1, worker: workerJson(found.value) })
  else print(context, table(inspectRows(found.value, new Date()), undefined).join('\n'))
  return 0
}
