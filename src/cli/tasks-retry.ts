import { forgottenWords } from '../present/forgotten-tasks.ts'
import type { Run } from './command.ts'
import { remarkOn, reportFailure } from './report.ts'
import { outputTrouble, seeTaskThrough } from './see-task-through.ts'
import { isSet, numberOption } from './values.ts'

export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const trouble = outputTrouble(input)
  if (trouble !== undefined) {
    remarkOn(context, trouble)
    return 2
  }
  const created = await context.tasks.retry(input.args[0] ?? '', {
    timeoutMs: numberOption(input.options, 'timeout'),
    onForgotten: (tasks) => remarkOn(context, forgottenWords(tasks)),
  })
  return created.ok
    ? seeTaskThrough(context, created.value, input)
    : reportFailure(context, created.failure, { isJson })
}
