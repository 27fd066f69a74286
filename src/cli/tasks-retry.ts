import type { Run } from './command.ts'
import { reportFailure } from './report.ts'
import { seeTaskThrough } from './see-task-through.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const created = await context.tasks.retry(input.args[0] ?? '')
  return created.ok
    ? seeTaskThrough(context, created.value, input)
    : reportFailure(context, created.failure, { isJson })
}
