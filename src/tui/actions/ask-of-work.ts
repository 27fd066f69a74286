import { printable } from '../../lib/printable.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { VerbOutcome } from '../../workers/verbs.ts'
import type { SeenWorker } from '../../workers/whom.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import { withDialog } from '../changes.ts'
import { type Doomed, seenOf } from '../dialogs/target.ts'
import type { Change } from '../model.ts'

/** Refusals that a second word of the person's overrides. */
const overridable: readonly WorkerFailure['reason'][] = ['unmerged-work', 'work-unknown', 'teardown-failed']

const doomedOf = (outcomes: readonly VerbOutcome[], workers: readonly SeenWorker[]): readonly Doomed[] =>
  outcomes.flatMap((outcome) => {
    const worker = workers.find(({ name }) => name === outcome.name)
    if (outcome.ok || worker === undefined || !overridable.includes(outcome.failure.reason)) return []
    const { what, why = [] } = sentenceOf(outcome.failure)
    return [{ ...seenOf(worker), why: [what, ...why].map(printable) }]
  })

/**
 * What was not removed because of its work is asked about again, by what would be lost: unless the person is at something else by then,
 * whose next key would be the answer.
 */
export const askedOfWork =
  (outcomes: readonly VerbOutcome[], workers: readonly SeenWorker[]): Change =>
  (model) => {
    const doomed = doomedOf(outcomes, workers)
    const isElsewhere =
      model.dialog !== undefined ||
      model.isAway ||
      model.view !== 'workers' ||
      model.pane.focus !== undefined ||
      model.pane.reading !== undefined
    return doomed.length === 0 || isElsewhere ? model : withDialog({ kind: 'lose-work', doomed })(model)
  }
