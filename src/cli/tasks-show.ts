import { table } from '../present/table.ts'
import { taskFacts, taskJson } from '../present/task.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const task = await context.tasks.show(args[0] ?? '')
  if (!task.ok) return reportFailure(context, task.failure, { isJson })
  if (isJson) printJson(context, { version: 1, task: taskJson(task.value) })
  else print(context, table(taskFacts(task.value, new Date())).join('\n'))
  return 0
}
