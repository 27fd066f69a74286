import type { Run } from './command.ts'
import { print, reportFailure, reportOutcomes } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const pruned = await context.workers.prune()
  if (!pruned.ok) return reportFailure(context, pruned.failure, { isJson })
  if (pruned.value.length === 0 && !isJson) print(context, 'nothing to remove')
  return reportOutcomes(context, pruned.value, input, 'removed')
}
