import { table } from '../present/table.ts'
import { endedRows } from '../present/worker.ts'
import type { Worker } from '../workers/worker.ts'
import type { WorkerFailure } from '../workers/worker-failure.ts'
import { ask, canAsk } from './ask.ts'
import type { CliContext } from './command.ts'
import { remarkOn, reportFailure } from './report.ts'

interface Removal {
  readonly what: Extract<WorkerFailure, { readonly reason: 'unconfirmed' }>['what']
  readonly workers: readonly Worker[]
  readonly isJson: boolean
}

/** Asks whether these ended workers, none of which was named, may go for good. The exit code where they may not, or nobody can be asked. */
export async function confirmRemoval(
  context: CliContext,
  { what, workers, isJson }: Removal,
): Promise<number | undefined> {
  if (isJson || !canAsk(context)) {
    const names = workers.map(({ name }) => name)
    return reportFailure(context, { reason: 'unconfirmed', what, names }, { isJson })
  }
  context.io.terminal.output.write(
    `${table(endedRows(workers, new Date()), context.io.columns).join('\n')}\n`,
  )
  const which = workers.length === 1 ? 'it' : `these ${workers.length}`
  const question = `Remove ${which} with files and logs? Folders of yours stay. (y/N) `
  if (/^y(es)?$/i.test((await ask(context, question)) ?? '')) return undefined
  remarkOn(context, 'nothing was removed.')
  return 1
}
