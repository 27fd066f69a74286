import { stateWords } from '../present/worker.ts'
import type { Worker } from '../workers/worker.ts'
import { choose } from './choose.ts'
import type { CliContext } from './command.ts'
import { reportFailure } from './report.ts'

/** Asks which worker is meant; with only one running, that is the answer. Answers a name, or the exit code. */
export async function pickWorker(context: CliContext): Promise<string | number> {
  const workers = await context.workers.list()
  if (!workers.ok) return reportFailure(context, workers.failure)
  const running = workers.value.filter(({ phase }) => phase.kind === 'ready')
  const [first, second] = running
  if (first === undefined) return reportFailure(context, { reason: 'no-workers' })
  return second === undefined ? first.name : pickOne(context, running)
}

async function pickOne(context: CliContext, workers: readonly Worker[]): Promise<string | number> {
  const width = Math.max(...workers.map(({ name }) => name.length))
  const choices = workers.map((worker) => ({
    name: worker.name,
    line: `${worker.name.padEnd(width)}  ${stateWords(worker)}`,
  }))
  return (await choose(context, 'Attach to', choices)) ?? 1
}
