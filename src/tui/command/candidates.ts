import { stateWords } from '../../present/worker.ts'
import { rowsOf } from '../list/rows.ts'
import type { Model } from '../model.ts'
import type { Candidate } from './command-record.ts'

/** All workers, in the order of the list: a filter hides rows, not names. */
export const workerNames = (model: Model): readonly Candidate[] =>
  rowsOf({ ...model, filter: '' }).map(({ worker }) => ({ text: worker.name, help: stateWords(worker) }))

export const profileNames = ({ profiles }: Model): readonly Candidate[] => profiles.map((text) => ({ text }))

/** States that workers are in now, and profiles that they were made from. */
export const filterWords = ({ snapshot }: Model): readonly Candidate[] => {
  const states = snapshot.workers.map(({ worker }) => stateWords(worker).split(' ')[0] ?? '')
  const profiles = snapshot.workers.flatMap(({ worker }) => worker.profile ?? [])
  return [
    ...[...new Set(states)].map((text) => ({ text, help: 'state' })),
    ...[...new Set(profiles)].map((text) => ({ text, help: 'profile' })),
  ]
}
