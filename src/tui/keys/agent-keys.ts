import { withDialog } from '../changes.ts'
import { seenOf } from '../dialogs/target.ts'
import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import type { KeyRecord } from './key-record.ts'
import { needsAnswers, needsWorker } from './objections.ts'

/** The selected worker's text that could not be sent for the words in its prompt box. */
const unsentHere = (model: Model) => {
  const id = selectedRow(model)?.worker.containerId
  return model.acting.unsent.find(({ containerId }) => containerId === id)
}

/** Keys for a worker's agent: its state, and its prompt box. */
export const agentKeys: readonly KeyRecord[] = [
  {
    id: 'worker.explain',
    keys: ['e'],
    label: 'why',
    help: 'why its state is what it is: who says so, since when, what it asks',
    where: 'list',
    run: ({ model, change }) => {
      const row = selectedRow(model())
      if (row !== undefined) change(withDialog({ kind: 'explain', ...seenOf(row.worker) }))
    },
    isDisabled: needsWorker,
  },
  {
    id: 'worker.send-over',
    keys: ['S'],
    label: 'send over',
    help: 'send what it did not take, in place of the words in its prompt box',
    where: 'list',
    run: ({ model, change }) => {
      const unsent = unsentHere(model())
      if (unsent !== undefined) change(withDialog({ kind: 'send-over', ...unsent }))
    },
    isInFooter: (model) => unsentHere(model) !== undefined,
    isDisabled: (model) =>
      needsAnswers(model) ?? (unsentHere(model) === undefined ? 'nothing was kept from it' : undefined),
  },
]
