import type { Headless } from '../../agents/form.ts'
import { editsTold } from '../../agents/stream/edits-told.ts'
import { outcomeOf } from '../../agents/stream/outcome-of.ts'
import type { RunEnd } from '../../workers/verbs.ts'
import type { Completion, TaskTrouble } from '../task.ts'
import type { Happening } from '../task-event.ts'
import type { Account } from './account.ts'

/** How a task's run ended, or was made to. */
export type TaskOutcome =
  | ({ readonly kind: 'completed' } & Completion)
  | { readonly kind: 'failed'; readonly why: TaskTrouble }
  | { readonly kind: 'cancelled' }

/** By what its agent said, and how its program ended. */
export function judged(
  { said, teller }: Account,
  { exitCode, errors, changed }: RunEnd,
  headless: Headless,
): TaskOutcome {
  const outcome = outcomeOf(said, exitCode)
  switch (outcome.kind) {
    case 'completed':
      return {
        ...{ kind: 'completed', answer: outcome.answer, usage: teller.usage, filesModified: changed },
        editsTold: editsTold(said, headless.edits),
        exitCodes: said.flatMap((event) =>
          event.type === 'tool_result' && event.exitCode !== undefined ? [event.exitCode] : [],
        ),
      }
    case 'interrupted':
      return { kind: 'failed', why: { reason: 'interrupted' } }
    case 'failed': {
      const { reason, message, resetsAt } = outcome
      if (reason === 'no-end' || reason === 'exit') {
        const lastLine = errors.trim().split('\n').at(-1)
        return { kind: 'failed', why: { reason, message: lastLine ? `${message}: ${lastLine}` : message } }
      }
      const reset = resetsAt === undefined ? {} : { resetsAt }
      return { kind: 'failed', why: { reason, message, ...reset } }
    }
  }
}

export const lastOf = (outcome: TaskOutcome): Happening => {
  switch (outcome.kind) {
    case 'completed': {
      const { kind: _, ...completion } = outcome
      return { type: 'complete', ...completion }
    }
    case 'failed':
      return { type: 'error', why: outcome.why }
    case 'cancelled':
      return { type: 'status', status: 'cancelled' }
  }
}
