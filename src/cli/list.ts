import { toneOfMood } from '../present/style.ts'
import { table } from '../present/table.ts'
import { workerRows, workersJson } from '../present/worker.ts'
import type { ListInput } from '../workers/verbs.ts'
import type { Worker } from '../workers/worker.ts'
import type { CliContext, Run } from './command.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet, pairsOption } from './values.ts'

export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const input = { filters: pairsOption(options, 'filter'), isAllOwners: isSet(options, 'allOwners') }
  if (isSet(options, 'watch')) return watch(context, input, isJson)
  const workers = await context.workers.list(input)
  if (!workers.ok) return reportFailure(context, workers.failure, { isJson })
  if (isJson) printJson(context, workersJson(workers.value))
  else if (workers.value.length === 0 && Object.keys(input.filters).length > 0)
    print(context, 'no worker fits the filter')
  else print(context, listText(context, workers.value))
  return 0
}

function listText(context: CliContext, workers: readonly Worker[]): string {
  if (workers.length === 0) return 'no workers yet: `hal workers start` starts one'
  const { paint } = lookOf(context)
  return table(workerRows(workers, new Date(), (mood, text) => paint[toneOfMood[mood]](text))).join('\n')
}

/** On a terminal the list repaints itself; in a pipe each change is a list of its own (with --json, one line of JSON). */
async function watch(context: CliContext, input: ListInput, isJson: boolean): Promise<number> {
  const { stdout } = context.io
  const opened = await context.workers.fleet(input)
  if (!opened.ok) return reportFailure(context, opened.failure, { isJson })
  await using fleet = opened.value
  let before = ''
  const show = () => {
    const workers = fleet.snapshot().workers.map(({ worker }) => worker)
    const text = isJson ? JSON.stringify(workersJson(workers)) : listText(context, workers)
    if (text === before) return
    before = text
    stdout.write(stdout.isTTY && !isJson ? `\x1b[H\x1b[2J${text}\n` : `${text}\n`)
  }
  show()
  fleet.subscribe(show)
  const ended = new Promise<void>((resolve) =>
    context.signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  await Promise.race([ended, fleet.crashed])
  return 0
}
