import { toneOfMood } from '../present/style.ts'
import { table } from '../present/table.ts'
import { type WorkerLoads, workerRows, workersJson } from '../present/worker.ts'
import type { FleetWorker } from '../workers/fleet/fleet.ts'
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
  else print(context, listLines(context, workers.value).join('\n'))
  return 0
}

function listLines(context: CliContext, workers: readonly Worker[], loads?: WorkerLoads): readonly string[] {
  if (workers.length === 0) return ['no workers yet: `hal workers start` starts one']
  const { paint } = lookOf(context)
  const rows = workerRows(workers, {
    now: new Date(),
    paint: (mood, text) => paint[toneOfMood[mood]](text),
    ...(loads === undefined ? {} : { loads }),
  })
  const { stdout } = context.io
  // Asked anew each time: a watched list follows its terminal's size.
  return table(rows, stdout.isTTY ? stdout.columns || undefined : undefined)
}

/**
 * On a terminal the list repaints itself, with what each worker uses; in a pipe each change is a list of its own (with --json, one line
 * of JSON).
 */
async function watch(context: CliContext, input: ListInput, isJson: boolean): Promise<number> {
  const { stdout } = context.io
  const isLive = stdout.isTTY && !isJson
  const opened = await context.workers.fleet(input)
  if (!opened.ok) return reportFailure(context, opened.failure, { isJson })
  await using fleet = opened.value
  let before = ''
  const show = () => {
    const shown = fleet.snapshot().workers
    const workers = shown.map(({ worker }) => worker)
    if (isLive) fleet.setStatsInterest(workers.map(({ name }) => name))
    const text = isJson
      ? JSON.stringify(workersJson(workers))
      : listLines(context, workers, isLive ? loadsOf(shown) : undefined).join('\n')
    if (text === before) return
    before = text
    stdout.write(isLive ? repainted(text, stdout.rows) : `${text}\n`)
  }
  if (isLive) stdout.write('\x1b[H\x1b[2J')
  show()
  fleet.subscribe(show)
  const ended = new Promise<void>((resolve) =>
    context.signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  await Promise.race([ended, fleet.crashed])
  return 0
}

const loadsOf = (workers: readonly FleetWorker[]): WorkerLoads =>
  new Map(workers.flatMap(({ worker, stats }) => (stats === undefined ? [] : [[worker.name, stats]])))

/** Over what was there, line by line, so that nothing flickers; what is longer than the screen says how much is missing. */
function repainted(text: string, rows: number): string {
  const lines = text.split('\n')
  const room = Math.max(2, rows - 1)
  const hidden = lines.length - room + 1
  const visible = hidden > 1 ? [...lines.slice(0, room - 1), `… and ${hidden} more`] : lines
  return `\x1b[H${visible.map((line) => `${line}\x1b[K\n`).join('')}\x1b[J`
}
