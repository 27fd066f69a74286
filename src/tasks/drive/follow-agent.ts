import type { Headless } from '../../agents/form.ts'
import { findForm } from '../../agents/forms.ts'
import { patienceOf } from '../../agents/patience.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { TasksContext } from '../context.ts'
import { Account } from '../hear/account.ts'
import { type Ear, readingEar } from '../hear/ear.ts'
import { judged, type TaskOutcome } from '../hear/task-outcome.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptWorker } from '../keep/kept-task.ts'
import { beginTalk } from '../talk/begin-talk.ts'
import type { Requests } from '../talk/requests.ts'
import { TaskTalk } from '../talk/task-talk.ts'
import { ToldLines } from '../talk/told-lines.ts'
import type { TaskResult } from '../task-failure.ts'
import { type Limits, limitsOf } from './limits.ts'

interface FollowRequest {
  readonly worker: KeptWorker
  readonly requests: Requests
}

/** Keeps what the agent says until it has ended, or is made to: cancelled, or out of its time. Its output is read from the beginning. */
export async function followAgent(
  context: TasksContext,
  journal: Journal,
  { worker, requests }: FollowRequest,
): TaskResult<TaskOutcome> {
  const { wish, state } = journal.task
  const form = findForm(wish.agent, context.agents)
  if (!form.ok) return form
  const { headless } = form.value
  if (headless === undefined) return fail({ reason: 'no-headless', agent: wish.agent })
  const account = new Account(journal)
  const limits = limitsOf({
    ...{ timeoutMs: wish.timeoutMs, maxTurns: wish.maxTurns, beganAt: since(state) },
    silentMs: patienceOf(context.agents[wish.agent]).silentMs,
    isFrozen: async () => {
      const found = await context.workers.find(worker.name)
      return found.ok && found.value.phase.kind === 'frozen'
    },
  })
  using _ = limits
  const ear = earOf(context, { headless, journal, worker, requests, account, limits })
  if (ear === undefined) return fail({ reason: 'no-talk', agent: wish.agent })
  const { cancel } = requests
  let ending: ReturnType<typeof context.workers.stopRun> | undefined
  const makeEnd = (): void => {
    ending ??= context.workers.stopRun(worker)
  }
  const early = AbortSignal.any([cancel.signal, limits.signal])
  early.addEventListener('abort', makeEnd, { once: true })
  if (early.aborted) makeEnd()

  const broken = new AbortController()
  let trouble: Failed | undefined
  let leaving: ReturnType<typeof setTimeout> | undefined
  const dealt = (done: Awaited<TaskResult<void>>): void => {
    if (ear.isClosed) leaving ??= setTimeout(makeEnd, graceMs)
    // That its program has ended, whoever follows it says.
    if (done.ok || hasLeft(ear.lost)) return
    trouble ??= done
    broken.abort()
  }
  requests.onNews = async () => dealt(await ear.heed())
  dealt(await ear.open())
  const followed = await context.workers.followRun({
    ...worker,
    signal: AbortSignal.any([context.signal, broken.signal]),
    onBytes: async (bytes) => dealt(await ear.hear(bytes)),
  })
  requests.onNews = () => {}
  clearTimeout(leaving)
  early.removeEventListener('abort', makeEnd)
  if (followed.ok) dealt(await ear.end())
  // Nobody is told that it has ended before it has.
  const ended = await ending
  if (!account.written.ok) return account.written
  if (ended?.ok === false) return ended
  if (cancel.signal.aborted) return ok({ kind: 'cancelled' })
  if (limits.passed !== undefined) return ok({ kind: 'failed', why: limits.passed })
  // hal is to end, and the agent works on.
  if (context.signal.aborted && !followed.ok) return followed
  if (trouble !== undefined && ear.lost === undefined) return trouble
  if (trouble !== undefined && ear.lost !== undefined) return ok(withoutWorker(ear.lost))
  if (!followed.ok) return ok(withoutWorker(followed.failure))
  const exitCode = ear.isClosed ? 0 : followed.value.exitCode
  return ok(judged(account, { ...followed.value, exitCode }, headless))
}

interface Hearing {
  readonly headless: Headless
  readonly journal: Journal
  readonly worker: KeptWorker
  readonly requests: Requests
  readonly account: Account
  readonly limits: Limits
}

/** `undefined`: it is to be talked to, and hal doesn't know how. */
function earOf(context: TasksContext, { headless, worker, ...hearing }: Hearing): Ear | undefined {
  const { wish } = hearing.journal.task
  if (wish.talk === undefined) return readingEar(headless.reader(), hearing)
  const talk = beginTalk(context, wish)
  const lines = new ToldLines(context.workers, worker)
  return talk && new TaskTalk({ ...hearing, talk, kind: wish.talk, lines })
}

type Failed = Extract<Awaited<TaskResult<void>>, { readonly ok: false }>

/** How long a program may take to leave once it is told no more: some never do. */
const graceMs = 5000

const hasLeft = (lost: WorkerFailure | undefined): boolean =>
  lost?.reason === 'not-running' || lost?.reason === 'no-such-container'

const withoutWorker = (failure: WorkerFailure): TaskOutcome => ({
  kind: 'failed',
  why: { reason: 'no-worker', failure },
})

const since = (state: Journal['task']['state']): Date => ('since' in state ? state.since : new Date())
