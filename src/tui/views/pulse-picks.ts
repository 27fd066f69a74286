import { isAttention, moodOf } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { rowsOf } from '../list/rows.ts'
import type { Change, Model } from '../model.ts'
import type { PulsePick } from './views-state.ts'

/** Who needs somebody, as the list has them. */
export const needyRows = (model: Model): readonly FleetWorker[] =>
  rowsOf({ ...model, filter: '' }).filter(({ worker }) => isAttention(moodOf(worker)))

/** Whose numbers are known, the busiest first. */
export const busiestRows = ({ snapshot }: Model): readonly FleetWorker[] =>
  snapshot.workers
    .filter(({ stats }) => stats !== undefined)
    .toSorted((a, b) => (b.stats?.cpuPercent ?? 0) - (a.stats?.cpuPercent ?? 0))

const picksIn = (model: Model): readonly PulsePick[] => [
  ...needyRows(model).map(({ worker }): PulsePick => ({ list: 'needy', name: worker.name })),
  ...busiestRows(model).map(({ worker }): PulsePick => ({ list: 'busiest', name: worker.name })),
]

const at = (picks: readonly PulsePick[], { views: { pulse } }: Model): number =>
  picks.findIndex(({ list, name }) => list === pulse?.list && name === pulse.name)

/** The one that is picked, still or again; one that has gone gives way to the first. */
export const pickedInPulse = (model: Model): PulsePick | undefined => {
  const picks = picksIn(model)
  return picks[Math.max(0, at(picks, model))]
}

/** Picks the one so many lines further down, or the last one that is there. */
export const movePick =
  (by: number): Change =>
  (model) => {
    const picks = picksIn(model)
    const pulse = picks[Math.max(0, Math.min(picks.length - 1, Math.max(0, at(picks, model)) + by))]
    return { ...model, views: { ...model.views, pulse } }
  }
