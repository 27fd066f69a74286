import type { Toast } from '../toast.ts'

/** What was said to the person, the newest last. */
export type EventLog = readonly Toast[]

/** More than anybody scrolls back through; what is older is forgotten. */
const kept = 500

export const withEvent = (log: EventLog, event: Toast): EventLog => [...log.slice(-(kept - 1)), event]
