import { byName } from '../../lib/by-name.ts'
import { printable } from '../../lib/printable.ts'
import { stateWords } from '../../present/worker.ts'
import type { FleetSnapshot } from '../../workers/fleet/fleet.ts'
import { rowsOf } from '../list/rows.ts'
import type { Model } from '../model.ts'
import type { Candidate } from './command-record.ts'

/** All workers, in the order of the list: a filter hides rows, not names. */
export const workerNames = (model: Model): readonly Candidate[] =>
  rowsOf({ ...model, filter: '' }).map(({ worker }) => ({ text: worker.name, help: stateWords(worker) }))

export const profileNames = ({ profiles }: Model): readonly Candidate[] => profiles.map((text) => ({ text }))

export const agentNames = ({ acting }: Model): readonly Candidate[] =>
  acting.agents.map(({ name }) => ({ text: name }))

export const engineNames = ({ engines: { present, names } }: Model): readonly Candidate[] =>
  names.map((text) => (text === present ? { text, help: 'this one' } : { text }))

/** States that workers are in now, profiles that they were made from, and labels of theirs that aren't hal's own. */
export const filterWords = ({ snapshot }: Model): readonly Candidate[] => {
  const states = snapshot.workers.map(({ worker }) => stateWords(worker).split(' ')[0] ?? '')
  const profiles = snapshot.workers.flatMap(({ worker }) => worker.profile ?? [])
  return [
    ...[...new Set(states)].map((text) => ({ text, help: 'state' })),
    ...[...new Set(profiles)].map((text) => ({ text, help: 'profile' })),
    ...labelWords(snapshot).map((text) => ({ text, help: 'label' })),
  ]
}

/** More are nothing to choose from. */
const mostLabels = 50

/** Only what a filter can have as it is: one word, and nothing in it that can't be shown. */
const labelWords = ({ workers }: FleetSnapshot): readonly string[] => {
  const words = workers.flatMap(({ worker }) =>
    Object.entries(worker.labels)
      .filter(([name]) => !name.startsWith('dev.hal.'))
      .map(([name, value]) => (value === '' ? `label:${name}` : `label:${name}=${value}`)),
  )
  return [...new Set(words)]
    .filter((word) => !/[\s,]/.test(word) && printable(word) === word)
    .sort(byName)
    .slice(0, mostLabels)
}
