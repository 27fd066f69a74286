import { fail, ok } from '../../lib/result.ts'
import { taskWorkerName } from '../../workers/name.ts'
import type { StartOutcome } from '../../workers/verbs.ts'
import type { WorkerFailure } from '../../workers/worker-failure.ts'
import type { TasksContext } from '../context.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptWorker } from '../keep/kept-task.ts'
import { beginTalk, lineOf } from '../talk/begin-talk.ts'
import type { Task } from '../task.ts'
import type { TaskResult } from '../task-failure.ts'
import type { DriveInput } from '../verbs.ts'

interface StartRequest extends Pick<DriveInput, 'onProgress' | 'onBuild'> {
  readonly cancel: AbortSignal
}

/**
 * A task's worker, with its prompt in it: again and again without harm, as a driver may be killed anywhere in here. `undefined`: there is
 * none, and the task has ended.
 */
export async function startWorker(
  context: TasksContext,
  journal: Journal,
  request: StartRequest,
): TaskResult<KeptWorker | undefined> {
  const { wish, worker: before } = journal.task
  let worker = before
  // hal is to end, and nobody wants the task's end: whoever goes on with it tries again.
  const isLeftToOthers = () => context.signal.aborted && !request.cancel.aborted
  if (worker === undefined) {
    const started = await start(context, journal.task, request)
    if (!started.ok)
      return isLeftToOthers()
        ? started
        : endWithout(context, journal, started.failure, request.cancel.aborted)
    worker = { name: started.value.name, containerId: started.value.containerId }
    const written = await journal.write([{ type: 'status', status: 'running' }], {
      ...{ worker, state: { status: 'running', since: new Date() } },
    })
    if (!written.ok) return written
  }
  const talk = beginTalk(context, wish)
  const lines = talk?.open().map((said) => `${lineOf(said)}\n`)
  const begun = await context.workers.beginRun({
    ...{ ...worker, signal: request.cancel },
    ...(lines === undefined ? { prompt: wish.prompt } : { opening: lines.join('') }),
  })
  // Its agent was at work, and has ended with it, or is to: that is no failure to start one.
  if (begun.ok) return ok(worker)
  if (before !== undefined && (isGone.has(begun.failure.reason) || request.cancel.aborted)) return ok(worker)
  return isLeftToOthers() ? begun : endWithout(context, journal, begun.failure, request.cancel.aborted)
}

const isGone: ReadonlySet<string> = new Set(['not-running', 'no-such-container'])

async function start(
  context: TasksContext,
  { id, wish, traceparent }: Pick<Task, 'id' | 'wish' | 'traceparent'>,
  { cancel: signal, onProgress, onBuild }: StartRequest,
) {
  if (signal.aborted) return fail({ reason: 'cancelled', what: 'the start of its worker' })
  const { agent, profile, branch, workspace, talk } = wish
  const image = wish.image ?? (profile === undefined ? await imageFor(context, agent) : undefined)
  const started = await context.workers.start({
    ...{ name: taskWorkerName(id), agent, isHeadless: true, talk, image, profile, branch, workspace },
    ...(traceparent === undefined ? {} : { env: { TRACEPARENT: traceparent } }),
    ...{ onProgress, onBuild, signal },
  })
  if (!started.ok) return started
  const [outcome] = started.value as readonly [StartOutcome]
  return outcome
}

/** By the rules for tasks; `undefined`: nobody has said, and it is as with any worker. */
async function imageFor({ images }: TasksContext, agent: string): Promise<string | undefined> {
  const resolved = await images.resolve({ mode: 'task', agent })
  return resolved.ok ? resolved.value.image : undefined
}

async function endWithout(
  { workers }: TasksContext,
  journal: Journal,
  failure: WorkerFailure,
  isCancelled: boolean,
): TaskResult<undefined> {
  const at = new Date()
  const why = { reason: 'no-worker', failure } as const
  const written = isCancelled
    ? await journal.write([{ type: 'status', status: 'cancelled' }], { state: { status: 'cancelled', at } })
    : await journal.write([{ type: 'error', why }], { state: { status: 'failed', at, why } })
  const { worker } = journal.task
  if (worker !== undefined) await workers.remove([worker], { isForced: true })
  return written.ok ? ok(undefined) : written
}
