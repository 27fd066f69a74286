import { printable } from '../../lib/printable.ts'
import { isAttention, moodOf, questionOf, remark, stateSince, stateWords } from '../../present/worker.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Worker } from '../../workers/worker.ts'

/** Something that happened to a worker, whoever made it happen. */
export interface WorkerEvent {
  readonly name: string
  readonly at: Date
  readonly text: string
  readonly mood: ReturnType<typeof moodOf>
}

const kept = 1000

/** What happened between two looks at the fleet; to a first one, everything that is there came to be as it is. */
export const eventsBetween = (
  before: FleetSnapshot,
  after: FleetSnapshot,
  now: Date,
): readonly WorkerEvent[] => {
  if (before.workers === after.workers) return []
  const known = new Map(before.workers.map((row) => [row.worker.name, row]))
  const changed = after.workers.flatMap((row) => eventOf(known.get(row.worker.name), row, now))
  const names = new Set(after.workers.map(({ worker }) => worker.name))
  const gone = before.workers
    .filter(({ worker }) => !names.has(worker.name))
    .map(({ worker }): WorkerEvent => ({ name: worker.name, at: now, text: 'removed', mood: 'exited' }))
  return [...changed, ...gone]
}

export const withEvents = (
  events: readonly WorkerEvent[],
  more: readonly WorkerEvent[],
): readonly WorkerEvent[] => (more.length === 0 ? events : [...events, ...more].slice(-kept))

const eventOf = (
  before: FleetWorker | undefined,
  { worker }: FleetWorker,
  now: Date,
): readonly WorkerEvent[] => {
  const text = textOf(worker)
  const isNew = before === undefined || before.worker.containerId !== worker.containerId
  if (!isNew && textOf(before.worker) === text) return []
  const at = isNew ? (stateSince(worker) ?? now) : changedAt(before.worker, worker, now)
  return [{ name: worker.name, at, text: printable(text), mood: moodOf(worker) }]
}

/** How it is, why it is not well, and what it asks. */
const textOf = (worker: Worker): string =>
  [stateWords(worker), remark(worker), questionOf(worker)].filter((part) => part !== undefined).join(' · ')

/** What is no later than the state before is not this change's time: of a worker that is thawed, it is that of its start. */
const changedAt = (before: Worker, after: Worker, now: Date): Date => {
  const since = stateSince(after)
  const known = stateSince(before)
  return since !== undefined && (known === undefined || since > known) ? since : now
}

/** What is seen so soon after the dashboard was opened may have been so before. */
const settleMs = 3_000

/** Who came to need somebody since `opened`, of all that happened; not whom hal itself is at, whose end is told of anyway. */
export const turnsSince =
  (opened: Date) =>
  (
    events: readonly WorkerEvent[],
    { busy, now }: { readonly busy: Readonly<Record<string, string>>; readonly now: Date },
  ): readonly WorkerEvent[] => {
    const isSettled = now.getTime() - opened.getTime() >= settleMs
    return events.filter(
      ({ name, at, mood }) =>
        isAttention(mood) && (isSettled || at >= opened) && !(mood === 'failed' && busy[name] !== undefined),
    )
  }
