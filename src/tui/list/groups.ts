import { byName } from '../../lib/by-name.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import { projectOf } from './facts.ts'
import type { Grouping } from './list-state.ts'

/** Workers that have something in common, in the order of the list. */
export interface Group {
  readonly name: string
  readonly rows: readonly FleetWorker[]
}

/** By name, those that have none last; `undefined` where the list is one. */
export const groupsOf = (
  rows: readonly FleetWorker[],
  group: Grouping,
  { engine }: FleetSnapshot,
): readonly Group[] | undefined => {
  if (group === 'none') return undefined
  const nameOf: (row: FleetWorker) => string | undefined = {
    project: projectOf,
    profile: ({ worker }: FleetWorker) => worker.profile,
    engine: () => (engine.hostName === undefined ? engine.name : `${engine.name} on ${engine.hostName}`),
  }[group]
  const named = Map.groupBy(rows, (row) => nameOf(row) ?? none[group])
  return [...named]
    .map(([name, ofGroup]) => ({ name, rows: ofGroup }))
    .sort((a, b) => Number(a.name === none[group]) - Number(b.name === none[group]) || byName(a.name, b.name))
}

/** What stands over those that have none. No project, profile or engine is called so: their names have no blanks. */
const none: Readonly<Record<Exclude<Grouping, 'none'>, string>> = {
  project: 'no project',
  profile: 'no profile',
  engine: 'no engine',
}
