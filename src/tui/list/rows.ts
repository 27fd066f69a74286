import { byName } from '../../lib/by-name.ts'
import { isAttention, type Mood, moodOf, moods, stateWords } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet.ts'
import type { Model } from '../model.ts'

type Listed = Pick<Model, 'snapshot' | 'filter'>

const cache = new WeakMap<FleetSnapshot, { readonly filter: string; readonly rows: readonly FleetWorker[] }>()

/**
 * The workers that the filter lets through: those that need a person first, all others by name. No other state has a place of its own,
 * so that a worker stays where it is seen while it is frozen, thawed, stopped or at work.
 */
export const rowsOf = ({ snapshot, filter }: Listed): readonly FleetWorker[] => {
  const known = cache.get(snapshot)
  if (known?.filter === filter) return known.rows
  const rank = new Map(snapshot.workers.map((row) => [row, rankOf(moodOf(row.worker))]))
  const rows = snapshot.workers
    .filter((row) => matches(row, filter))
    .sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || byName(a.worker.name, b.worker.name))
  cache.set(snapshot, { filter, rows })
  return rows
}

const rankOf = (mood: Mood): number => (isAttention(mood) ? moods.indexOf(mood) : moods.length)

/** Every word of the filter occurs in the worker's name, state, profile or image. */
const matches = ({ worker }: FleetWorker, filter: string): boolean => {
  const text = [worker.name, stateWords(worker), worker.profile, worker.agent].join(' ').toLowerCase()
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

export const selectedRow = (model: Listed & Pick<Model, 'selected'>): FleetWorker | undefined =>
  rowsOf(model).find(({ worker }) => worker.name === model.selected)

export const countMoods = (snapshot: FleetSnapshot): ReadonlyMap<Mood, number> => {
  const counts = new Map<Mood, number>()
  for (const { worker } of snapshot.workers) {
    const mood = moodOf(worker)
    counts.set(mood, (counts.get(mood) ?? 0) + 1)
  }
  return counts
}

/** The part of a long list that a window of `height` rows shows, so that the selected row is about in its middle. */
export const windowOf = (list: {
  readonly count: number
  readonly at: number
  readonly height: number
}): { readonly from: number; readonly to: number } => {
  const { count, at, height } = list
  const from = Math.max(0, Math.min(at - Math.floor(height / 2), count - height))
  return { from, to: Math.min(count, from + height) }
}
