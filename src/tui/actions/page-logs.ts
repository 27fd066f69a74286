import type { Result } from '../../lib/result.ts'
import type { WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { Actor } from './actor.ts'
import { printedBy } from './printed.ts'
import { bad, failed, news, type Said } from './said.ts'

export interface PageInput {
  readonly verbs: Pick<WorkerVerbs, 'logs'>
  /** Hands the terminal to the person's pager, and takes it back. `undefined`: somebody has it already. */
  readonly page: (text: string) => Promise<Result<undefined, string> | undefined>
  readonly signal: AbortSignal
}

/** What a worker printed, in the person's pager. */
export const pagerAction =
  ({ act }: Pick<Actor, 'act'>, { verbs, page, signal }: PageInput) =>
  (worker: SeenWorker): void => {
    const { name } = worker
    const run = async (): Promise<Said> => {
      const printed = await printedBy(verbs, worker, signal)
      if (!printed.ok) return failed(name, printed.failure)
      if (printed.value === '') return news(`${name} has printed nothing yet`)
      const shown = await page(printed.value)
      if (shown === undefined) return news(`what ${name} printed came while the terminal was in use`)
      return shown.ok ? news(`back from what ${name} printed`) : bad(shown.failure, 'PAGER names another')
    }
    act({ names: [name], doing: 'reading', isOnce: true, run })
  }
