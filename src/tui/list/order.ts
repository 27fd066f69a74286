import { byName } from '../../lib/by-name.ts'
import { isAttention, moodOf, moods, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { agentOf, healthOf, lastOf, projectOf, sinceOf, workspaceOf } from './facts.ts'
import type { Sort, SortName } from './list-state.ts'

type Value = string | number | undefined

/** What each sort goes by. Times are negative where the shorter one comes first. */
const valueBy: Readonly<Record<SortName, (row: FleetWorker) => Value>> = {
  // Of those that need a person, whoever has needed one for longest; those that do nothing stay where they are, whether they idle, are frozen or have ended.
  attention: (row) => {
    const mood = moodOf(row.worker)
    if (isAttention(mood)) return moods.indexOf(mood) * anEra + (sinceOf(row)?.getTime() ?? 0)
    return (mood === 'working' ? moods.indexOf(mood) : moods.length) * anEra
  },
  name: ({ worker }) => worker.name,
  // As the moods stand, and then by their words: `failed 1` before `failed 137`.
  state: ({ worker }) => `${moods.indexOf(moodOf(worker))} ${stateWords(worker)}`,
  for: (row) => negative(sinceOf(row)?.getTime()),
  agent: agentOf,
  profile: ({ worker }) => worker.profile,
  branch: ({ branch }) => branch,
  project: projectOf,
  cpu: ({ stats }) => stats?.cpuPercent,
  memory: ({ stats }) => stats?.memoryBytes,
  health: healthOf,
  restarts: ({ restarts }) => restarts,
  age: ({ worker }) => negative(worker.createdAt.getTime()),
  image: ({ worker }) => worker.image,
  workspace: workspaceOf,
  last: (row) => lastOf(row) || undefined,
}

/** More milliseconds than any time has. */
const anEra = 1e13

const negative = (value: number | undefined): Value => (value === undefined ? undefined : -value)

/** Of numbers that cost something, the greatest comes first. */
const isGreatestFirst = (by: SortName): boolean => by === 'cpu' || by === 'memory' || by === 'restarts'

/** Whether the small ones are at the top. */
export const isAscending = ({ by, isReversed }: Sort): boolean => isGreatestFirst(by) === isReversed

/** Rows that have no such thing come last, whichever way; equal ones stay as they are: a fleet lists them by name. */
export const sorted = (rows: readonly FleetWorker[], sort: Sort): readonly FleetWorker[] => {
  const value = valueBy[sort.by]
  const direction = isAscending(sort) ? 1 : -1
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((a, b) => compare(a.value, b.value, direction))
    .map(({ row }) => row)
}

const compare = (a: Value, b: Value, direction: 1 | -1): number => {
  if (a === b) return 0
  if (a === undefined) return 1
  if (b === undefined) return -1
  if (typeof a === 'string' && typeof b === 'string') return direction * byName(a, b)
  return a < b ? -direction : direction
}
