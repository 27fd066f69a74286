import { ok } from '../lib/result.ts'
import { table } from '../present/table.ts'
import { endedRows } from '../present/worker.ts'
import type { Worker } from '../workers/worker.ts'
import { ask, canAsk } from './ask.ts'
import type { CliContext, Run } from './command.ts'
import { print, remarkOn, reportFailure, reportOutcomes } from './report.ts'
import { isSet } from './values.ts'

/** Ended workers go for good, so it asks; unused tools are made again when they are needed, and how long tasks are kept the person has said: they go unasked. */
export const run: Run = async (context, input) => {
  const isJson = isSet(input.options, 'json')
  const ended = await context.workers.prunable()
  if (!ended.ok) return reportFailure(context, ended.failure, { isJson })
  const names = ended.value.map(({ name }) => name)
  if (names.length > 0 && !isSet(input.options, 'force')) {
    if (isJson || !canAsk(context))
      return reportFailure(context, { reason: 'unconfirmed', what: 'prune', names }, { isJson })
    if (!(await isConfirmed(context, ended.value))) {
      remarkOn(context, 'nothing was removed.')
      return 1
    }
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

async function isConfirmed(context: CliContext, workers: readonly Worker[]): Promise<boolean> {
  context.io.terminal.output.write(
    `${table(endedRows(workers, new Date()), context.io.columns).join('\n')}\n`,
  )
  const which = workers.length === 1 ? 'it' : `these ${workers.length}`
  const question = `Remove ${which} with files and logs? Folders of yours stay. (y/N) `
  return /^y(es)?$/i.test((await ask(context, question)) ?? '')
}
