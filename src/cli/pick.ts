import { stateWords } from '../present/worker.ts'
import type { Worker } from '../workers/worker.ts'
import { ask } from './ask.ts'
import type { CliContext } from './command.ts'
import { remarkOn, reportFailure } from './report.ts'

/** Asks which worker is meant; with only one running, that is the answer. Answers a name, or the exit code. */
export async function pickWorker(context: CliContext): Promise<string | number> {
  const workers = await context.workers.list()
  if (!workers.ok) return reportFailure(context, workers.failure)
  const running = workers.value.filter(({ phase }) => phase.kind === 'ready')
  const [first, second] = running
  if (first === undefined) return reportFailure(context, { reason: 'no-workers' })
  return second === undefined ? first.name : choose(context, running)
}

async function choose(context: CliContext, workers: readonly Worker[]): Promise<string | number> {
  const { output } = context.io.terminal
  const width = Math.max(...workers.map(({ name }) => name.length))
  workers.forEach((worker, index) => {
    output.write(`${String(index + 1).padStart(3)}  ${worker.name.padEnd(width)}  ${stateWords(worker)}\n`)
  })
  const answer = (await ask(context, 'Attach to (number or name): ')) ?? ''
  if (answer === '') return 1
  const chosen = /^\d+$/.test(answer) ? workers[Number(answer) - 1]?.name : answer
  if (chosen !== undefined) return chosen
  remarkOn(context, `there is no number ${answer}.`)
  return 2
}
