import type { Toast } from '../toast.ts'
import type { WorkerEvent } from '../worker/worker-events.ts'

/** What happened, the newest last: what was said to the person, and who came to need them. */
export type EventLog = readonly (Toast | Turn)[]

/** A worker turned to a state that asks for somebody. */
interface Turn extends WorkerEvent {
  readonly kind: 'turn'
}

/** More than anybody scrolls back through; what is older is forgotten. */
const kept = 500
/** A fleet that asks and asks leaves what was said to be read. */
const turnsKept = 200

export const withEvent = (log: EventLog, event: Toast): EventLog => [...log.slice(-(kept - 1)), event]

export const withTurns = (log: EventLog, events: readonly WorkerEvent[]): EventLog => {
  if (events.length === 0) return log
  const all = [...log, ...events.map((event): Turn => ({ kind: 'turn', ...event }))]
  const tooMany = all.filter(({ kind }) => kind === 'turn').length - turnsKept
  let dropped = 0
  return all
    .filter(({ kind }) => {
      if (kind !== 'turn' || dropped >= tooMany) return true
      dropped += 1
      return false
    })
    .slice(-kept)
}

/** The log without what went well. */
export const failuresIn = (log: EventLog): EventLog =>
  log.filter((event) => (event.kind === 'turn' ? event.mood === 'failed' : event.kind === 'failure'))
