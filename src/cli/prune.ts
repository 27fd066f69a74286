import { ok } from '../lib/result.ts'
import type { Run } from './command.ts'
import { confirmRemoval } from './confirm-removal.ts'
import { print, reportFailure, reportOutcomes } from './report.ts'
import { isSet } from './values.ts'

/** Ended workers go for good, so it asks; unused tools are made again when they are needed, and how long tasks are kept the person has said: they go unasked. */
export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const ended = await context.workers.prunable()
  if (!ended.ok) return reportFailure(context, ended.failure, { isJson })
  if (ended.value.length > 0 && !isSet(input.options, 'force')) {
    const refused = await confirmRemoval(context, { what: 'prune', workers: ended.value, isJson })
    if (refused !== undefined) return refused
  }
  const pruned = await context.workers.prune(ended.value)
  if (!pruned.ok) return reportFailure(context, pruned.failure, { isJson })
  const forgotten = await context.tasks.forget()
  const tasks = forgotten.ok ? forgotten.value.map(({ id }) => `task ${id}`) : []
  const outcomes = [...pruned.value, ...tasks.map((name) => ({ ...ok(undefined), name, tookMs: 0 }))]
  if (outcomes.length === 0 && !isJson) print(context, 'nothing to remove')
  const exitCode = reportOutcomes(context, outcomes, input, 'removed')
  return forgotten.ok || exitCode !== 0 ? exitCode : reportFailure(context, forgotten.failure)
}
