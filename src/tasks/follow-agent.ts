import type { Headless } from '../agents/form.ts'
import { findForm } from '../agents/forms.ts'
import { patienceOf } from '../agents/patience.ts'
import type { AgentEvent } from '../agents/stream/agent-event.ts'
import { editsTold } from '../agents/stream/edits-told.ts'
import { outcomeOf } from '../agents/stream/outcome-of.ts'
import { fail, ok } from '../lib/result.ts'
import type { RunEnd } from '../workers/verbs.ts'
import type { TasksContext } from './context.ts'
import type { Journal } from './journal.ts'
import type { KeptWorker } from './kept-task.ts'
import { limitsOf } from './limits.ts'
import type { Completion, TaskTrouble } from './task.ts'
import type { Happening } from './task-event.ts'
import type { TaskResult } from './task-failure.ts'
import { AgentTeller } from './tell-agent.ts'

export type TaskOutcome =
  | ({ readonly kind: 'completed' } & Completion)
  | { readonly kind: 'failed'; readonly why: TaskTrouble }
  | { readonly kind: 'cancelled' }

interface FollowRequest {
  readonly worker: KeptWorker
  readonly cancel: AbortSignal
}

/** Keeps what the agent says until it has ended, or is made to: cancelled, or out of its time. Its output is read from the beginning. */
export async function followAgent(
  context: TasksContext,
  journal: Journal,
  { worker, cancel }: FollowRequest,
): TaskResult<TaskOutcome> {
  const { wish, state } = journal.task
  const form = findForm(wish.agent, context.agents)
  if (!form.ok) return form
  const { headless } = form.value
  if (headless === undefined) return fail({ reason: 'no-headless', agent: wish.agent })
  const reader = headless.reader()
  const teller = new AgentTeller()
  const said: AgentEvent[] = []
  let told = 0
  let writing: Awaited<ReturnType<Journal['write']>> = ok(undefined)
  const keep = async (events: readonly AgentEvent[]) => {
    said.push(...events.filter((event) => event.type !== 'text' && event.type !== 'thinking'))
    const all = events.flatMap((event) => teller.tell(event))
    const isNew = all.map((_, index) => told + index >= journal.task.told)
    told += all.length
    const [first, ...rest] = all.filter((_, index) => isNew[index])
    if (first !== undefined && writing.ok) writing = await journal.write([first, ...rest], { told })
  }

  const limits = limitsOf({
    ...{ timeoutMs: wish.timeoutMs, maxTurns: wish.maxTurns, beganAt: since(state) },
    silentMs: patienceOf(context.agents[wish.agent]).silentMs,
  })
  using _ = limits
  let ending: ReturnType<typeof context.workers.stopRun> | undefined
  const makeEnd = (): void => {
    ending = context.workers.stopRun(worker)
  }
  const early = AbortSignal.any([cancel, limits.signal])
  early.addEventListener('abort', makeEnd, { once: true })
  if (early.aborted) makeEnd()
  const followed = await context.workers.followRun({
    ...worker,
    signal: context.signal,
    onBytes: async (bytes) => {
      const events = reader.read(bytes)
      limits.heard(events)
      await keep(events)
    },
  })
  early.removeEventListener('abort', makeEnd)
  if (followed.ok) await keep(reader.end())
  // Nobody is told that it has ended before it has.
  const ended = await ending
  if (!writing.ok) return writing
  if (ended?.ok === false) return ended
  if (cancel.aborted) return ok({ kind: 'cancelled' })
  if (limits.passed !== undefined) return ok({ kind: 'failed', why: limits.passed })
  // hal is to end, and the agent works on.
  if (context.signal.aborted && !followed.ok) return followed
  if (!followed.ok) return ok({ kind: 'failed', why: { reason: 'no-worker', failure: followed.failure } })
  return ok(judged(said, followed.value, { teller, headless }))
}

const since = (state: Journal['task']['state']): Date => ('since' in state ? state.since : new Date())

function judged(
  said: readonly AgentEvent[],
  { exitCode, errors, changed }: RunEnd,
  { teller, headless }: { readonly teller: AgentTeller; readonly headless: Headless },
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
