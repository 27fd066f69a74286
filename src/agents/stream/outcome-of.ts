import type { AgentError, AgentEvent, ErrorKind } from './agent-event.ts'

/** How a run ended. What was done is another matter: an agent that says it is done may have done nothing. */
export type Outcome =
  | { readonly kind: 'completed'; readonly answer: string }
  | {
      readonly kind: 'failed'
      /** `no-end`: it never said that it is done. `exit`: it said so, and then ended with a status that isn't 0. */
      readonly reason: ErrorKind | 'no-end' | 'exit'
      readonly message: string
      readonly resetsAt?: string
    }
  | { readonly kind: 'interrupted' }

/**
 * What a run's events and its exit status say together; `undefined`: its end was not seen, as hal ended it.
 * No status proves work: agents end with 0 when a signal stopped them, and when they never came to an end.
 */
export function outcomeOf(events: readonly AgentEvent[], exitCode: number | undefined): Outcome {
  const last = events.findLast(isLastWord)
  if (last?.type === 'complete') {
    if (exitCode === 0) return { kind: 'completed', answer: last.answer }
    if (isBySignal(exitCode)) return { kind: 'interrupted' }
    return { kind: 'failed', reason: 'exit', message: `ended with ${exitCode} after its answer` }
  }
  if (last?.type === 'error') return failed(last.kind, last)
  if (last?.type === 'interrupted' || isBySignal(exitCode)) return { kind: 'interrupted' }
  const lastTurn = events.slice(events.findLastIndex(({ type }) => type === 'complete') + 1)
  const trouble = lastTurn.findLast((event): event is AgentError => event.type === 'error')
  return failed('no-end', trouble ?? { message: `ended with ${exitCode} and without an answer` })
}

type LastWord =
  | Extract<AgentEvent, { readonly type: 'complete' | 'interrupted' | 'cut' }>
  | (AgentError & { readonly isRetried: false })

const isLastWord = (event: AgentEvent): event is LastWord =>
  event.type === 'error'
    ? !event.isRetried
    : event.type === 'complete' || event.type === 'interrupted' || event.type === 'cut'

const failed = (
  reason: Extract<Outcome, { kind: 'failed' }>['reason'],
  { message, resetsAt }: Pick<AgentError, 'message' | 'resetsAt'>,
): Outcome => ({ kind: 'failed', reason, message, ...(resetsAt === undefined ? {} : { resetsAt }) })

/** SIGHUP, SIGINT, SIGKILL, SIGTERM, as shells count them. Not all above 128: Gemini CLI makes 145 of HTTP's 401. */
const isBySignal = (exitCode: number | undefined): boolean =>
  exitCode === undefined || [129, 130, 137, 143].includes(exitCode)
