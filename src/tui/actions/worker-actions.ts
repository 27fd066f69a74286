import type { Result } from '../../lib/result.ts'
import type { AttachEnd, WorkerVerbs } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { type ActingStore, createActor } from './actor.ts'
import { type HomeActions, homeActions } from './bring-home.ts'
import { copier } from './copy.ts'
import { type LifeActions, lifeActions } from './life-actions.ts'
import { pagerAction } from './page-logs.ts'
import { cameBack, failed, news } from './said.ts'
import { type SaveActions, saveActions } from './save.ts'
import { type SendActions, sendActions } from './send.ts'
import type { SentHistory } from './sent-history.ts'
import { type StartActions, startActions } from './start.ts'
import type { Surroundings } from './surroundings.ts'

/** What keys do to workers. None of them waits: the screen goes on, and a toast says how it ended. */
export interface WorkerActions extends LifeActions, SendActions, SaveActions, StartActions, HomeActions {
  readonly attach: (worker: SeenWorker) => void
  /** Shows what it printed in the person's pager. */
  readonly page: (worker: SeenWorker) => void
  /** Puts text into the clipboard of the person's terminal. */
  readonly copy: (text: string) => void
}

export interface WorkerActionsInput {
  readonly verbs: WorkerVerbs
  readonly store: ActingStore
  readonly now: () => Date
  /** Hands the whole terminal to the worker, and takes it back. `undefined`: somebody has it already. */
  readonly attach: (worker: SeenWorker) => Promise<Result<AttachEnd, WorkerFailure> | undefined>
  /** The same with the person's pager, which shows this text. */
  readonly page: (text: string) => Promise<Result<undefined, string> | undefined>
  readonly surroundings: Surroundings
  readonly history: SentHistory | undefined
  /** Writes to the person's terminal what shows nothing. */
  readonly write: (sequence: string) => void
  readonly signal: AbortSignal
  /** Something that isn't a failure but hal's own mistake; the screen goes on. */
  readonly onBug: (bug: unknown) => void
}

export const workerActions = (input: WorkerActionsInput): WorkerActions => {
  const actor = createActor(input)
  const sends = sendActions(actor, input)
  return {
    ...lifeActions(actor, input),
    ...sends,
    ...saveActions(actor, input),
    ...startActions(actor, { ...input, sends }),
    ...homeActions(actor, input),
    page: pagerAction(actor, input),
    copy: copier(actor, input),
    attach: (worker) => {
      const run = async () => {
        const end = await input.attach(worker)
        if (end === undefined) return news(`${worker.name} was not attached: the terminal was in use`)
        return end.ok ? cameBack(end.value, input.store.model()) : failed(worker.name, end.failure)
      }
      actor.act({ names: [worker.name], doing: 'attaching to', run })
    },
  }
}
