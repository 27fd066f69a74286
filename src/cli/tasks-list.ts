import { table } from '../present/table.ts'
import { taskJson, taskRows } from '../present/task.ts'
import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const tasks = await context.tasks.list({
    onUnreadable: (failure) => void reportFailure(context, failure),
  })
  if (!tasks.ok) return reportFailure(context, tasks.failure, { isJson })
  if (isJson) printJson(context, { version: 1, tasks: tasks.value.map(taskJson) })
  else if (tasks.value.length === 0) remarkOn(context, 'no tasks yet: `hal run "…" --agent codex` makes one.')
  else print(context, table(taskRows(tasks.value, new Date()), context.io.columns).join('\n'))
  return 0
}
