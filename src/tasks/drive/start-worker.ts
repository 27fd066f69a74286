import { fail, ok } from '../../lib/result.ts'
import { taskWorkerName } from '../../workers/name.ts'
import type { RunBegin, StartOutcome, WorkerResult } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { TasksContext } from '../context.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptWorker } from '../keep/kept-task.ts'
import { beginTalk, lineOf } from '../talk/begin-talk.ts'
import type { Requests } from '../talk/requests.ts'
import type { Task, TaskWish } from '../task.ts'
import type { TaskResult } from '../task-failure.ts'
import type { DriveInput } from '../verbs.ts'
import { leaveWorker } from './leave-worker.ts'
import { writeEnd } from './write-end.ts'

interface StartRequest extends Pick<DriveInput, 'onProgress' | 'onBuild'> {
  readonly requests: Requests
}

/**
 * A task's worker, with its prompt in it, or the one that it is to work in: again and again without harm, as a driver may be killed anywhere in here. `undefined`: there is
 * none, and the task has ended.
 */
export async function startWorker(
  context: TasksContext,
  journal: Journal,
  request: StartRequest,
): TaskResult<KeptWorker | undefined> {
  const { wish, worker: before } = journal.task
  let worker = before
  let hasBegun = false
  // hal is to end, and nobody wants the task's end: whoever goes on with it tries again.
  const { signal: cancel } = request.requests.cancel
  const isLeftToOthers = () => context.signal.aborted && !cancel.aborted
  if (worker === undefined) {
    const started = await (wish.worker === undefined ? start : findHost)(context, journal.task, request)
    if (!started.ok)
      return isLeftToOthers()
        ? started
        : endWithout(context, journal, { ...request, failure: started.failure })
    worker = started.value.worker
    hasBegun = started.value.hasBegun
    const warnings = started.value.warnings.map(
      (message) => ({ type: 'trouble', kind: 'notice', message }) as const,
    )
    const written = await journal.write([{ type: 'status', status: 'running' }, ...warnings], {
      ...{ worker, state: { status: 'running', since: new Date() } },
    })
    if (!written.ok) return written
  }
  if (hasBegun) return ok(worker)
  const begun = await begin(context, journal.task, { worker, signal: cancel })
  // Its agent was at work, and has ended with it, or is to: that is no failure to start one.
  if (begun.ok) return ok(worker)
  if (before !== undefined && (isGone.has(begun.failure.reason) || cancel.aborted)) return ok(worker)
  return isLeftToOthers() ? begun : endWithout(context, journal, { ...request, failure: begun.failure })
}

/** What its agent is told first. */
function beginningOf(context: TasksContext, wish: TaskWish): RunBegin {
  const lines = beginTalk(context, wish)
    ?.open()
    .map((said) => `${lineOf(said)}\n`)
  return lines === undefined ? { prompt: wish.prompt } : { opening: lines.join('') }
}

const isGone: ReadonlySet<string> = new Set(['not-running', 'no-such-container'])

function begin(
  context: TasksContext,
  { wish, traceparent }: Asked,
  { worker: { guest, ...worker }, signal }: { readonly worker: KeptWorker; readonly signal: AbortSignal },
): WorkerResult<void> {
  const input = { ...worker, signal, ...beginningOf(context, wish) }
  if (guest === undefined) return context.workers.beginRun(input)
  const agent = { name: wish.agent, talk: wish.talk, env: envOf(traceparent) }
  return context.workers.beginGuest({ ...input, guest, agent })
}

/** A worker for a task. `hasBegun`: what its agent is told first came with it. */
interface Found {
  readonly worker: KeptWorker
  readonly hasBegun: boolean
  /** What a person should know of it, though it is ready. */
  readonly warnings: readonly string[]
}

type Asked = Pick<Task, 'id' | 'wish' | 'traceparent'>

const envOf = (traceparent: string | undefined): Readonly<Record<string, string>> =>
  traceparent === undefined ? {} : { TRACEPARENT: traceparent }

/** What was so when it was asked for need not be so any more. */
async function findHost(
  { workers }: TasksContext,
  { id, wish: { worker = '', agent, talk } }: Asked,
  { requests: { cancel } }: StartRequest,
): WorkerResult<Found> {
  if (cancel.signal.aborted) return fail({ reason: 'cancelled', what: 'the look for its worker' })
  const host = await workers.hostFor({ name: worker, agent, talk })
  if (!host.ok) return host
  const { name, containerId } = host.value
  return ok({ worker: { name, containerId, guest: id }, hasBegun: false, warnings: [] })
}

async function start(
  context: TasksContext,
  { id, wish, traceparent }: Asked,
  { requests, onProgress, onBuild }: StartRequest,
): WorkerResult<Found> {
  const { signal } = requests.cancel
  if (signal.aborted) return fail({ reason: 'cancelled', what: 'the start of its worker' })
  const { agent, profile, branch, workspace, cwd, talk } = wish
  const image = wish.image ?? (profile === undefined ? await imageFor(context, agent) : undefined)
  const started = await context.workers.start({
    ...{ name: taskWorkerName(id), agent, isHeadless: true, talk, image, profile, branch, workspace, cwd },
    begin: beginningOf(context, wish),
    env: envOf(traceparent),
    ...{ onProgress, onBuild, signal },
  })
  if (!started.ok) return started
  const [outcome] = started.value as readonly [StartOutcome]
  if (!outcome.ok) return fail(outcome.failure)
  const { name, containerId } = outcome.value
  return ok({
    worker: { name, containerId },
    hasBegun: outcome.how === 'started',
    warnings: outcome.warnings,
  })
}

/** By the rules for tasks; `undefined`: nobody has said, and it is as with any worker. */
async function imageFor({ images }: TasksContext, agent: string): Promise<string | undefined> {
  const resolved = await images.resolve({ mode: 'task', agent })
  return resolved.ok ? resolved.value.image : undefined
}

async function endWithout(
  { workers }: TasksContext,
  journal: Journal,
  { requests, failure }: Pick<StartRequest, 'requests'> & { readonly failure: WorkerFailure },
): TaskResult<undefined> {
  const at = new Date()
  const why = { reason: 'no-worker', failure } as const
  const isCancelled = requests.cancel.signal.aborted
  const end = isCancelled
    ? ({ last: { type: 'status', status: 'cancelled' }, state: { status: 'cancelled', at } } as const)
    : ({ last: { type: 'error', why }, state: { status: 'failed', at, why } } as const)
  const { id, wish, worker } = journal.task
  // A driver that was killed may have started one of which the task doesn't know: its agent would work on.
  const isUnknown = worker === undefined && wish.worker === undefined
  const left = isUnknown ? taskWorkerName(id) : worker
  // One with work that is nowhere else stays, and works no more.
  if (left !== undefined && worker?.guest === undefined) await workers.stop([left])
  const written = await writeEnd(journal, { ...end, requests })
  if (worker?.guest !== undefined) await leaveWorker(workers, worker)
  else if (left !== undefined) await workers.remove([left], { isForced: true })
  return written.ok ? ok(undefined) : written
}
