import { taskJson } from '../present/task.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const removed = await context.tasks.remove(args[0] ?? '')
  if (!removed.ok) return reportFailure(context, removed.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(removed.value) })
  else print(context, `${removed.value.id}  removed`)
  return 0
}
