import { taskJson } from '../present/task.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const cancelled = await context.tasks.cancel(args[0] ?? '')
  if (!cancelled.ok) return reportFailure(context, cancelled.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(cancelled.value) })
  else print(context, `${cancelled.value.id}  ${cancelled.value.state.status}`)
  return 0
}
