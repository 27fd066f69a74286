import { printable } from '../../lib/printable.ts'
import { moodOf, remark, stateWords } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet.ts'

/** Something that happened to a worker, whoever made it happen. */
export interface WorkerEvent {
  readonly name: string
  readonly at: Date
  readonly text: string
  readonly mood: ReturnType<typeof moodOf>
}

const kept = 1000

/** What happened between two looks at the fleet; to a first one, everything that is there came to be as it is. */
export const eventsBetween = (before: FleetSnapshot, after: FleetSnapshot): readonly WorkerEvent[] => {
  if (before.workers === after.workers) return []
  const known = new Map(before.workers.map((row) => [row.worker.name, row]))
  const changed = after.workers.flatMap((row) => eventOf(known.get(row.worker.name), row))
  const names = new Set(after.workers.map(({ worker }) => worker.name))
  const gone = before.workers
    .filter(({ worker }) => !names.has(worker.name))
    .map(({ worker }): WorkerEvent => ({ name: worker.name, at: new Date(), text: 'removed', mood: 'ended' }))
  return [...changed, ...gone]
}

export const withEvents = (
  events: readonly WorkerEvent[],
  more: readonly WorkerEvent[],
): readonly WorkerEvent[] => (more.length === 0 ? events : [...events, ...more].slice(-kept))

const eventOf = (before: FleetWorker | undefined, { worker }: FleetWorker): readonly WorkerEvent[] => {
  const text = [stateWords(worker), remark(worker)].filter((part) => part !== undefined).join(' · ')
  const isNew = before === undefined || before.worker.containerId !== worker.containerId
  const isSame =
    !isNew && stateWords(before.worker) === stateWords(worker) && remark(before.worker) === remark(worker)
  if (isSame) return []
  const at = worker.phase.since ?? new Date()
  return [{ name: worker.name, at, text: printable(text), mood: moodOf(worker) }]
}
