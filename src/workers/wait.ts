import { patienceOf } from '../agents/patience.ts'
import { fail, ok } from '../lib/result.ts'
import { awaitActivity } from './agent/await-activity.ts'
import type { Reached } from './agent/reached.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers, findAmong } from './find.ts'
import { withWorker } from './reach/talk.ts'
import type { Waited, WaitInput, WorkerResult } from './verbs.ts'
import type { Worker } from './worker.ts'

/** Waits until these workers' agents do what is waited for: all of them, or any one. A worker that ends is not waited for any more. */
export async function waitForWorkers(
  context: WorkersContext,
  input: WaitInput,
): WorkerResult<readonly Waited[]> {
  const { names, isAny = false, timeoutMs, signal: asked = context.signal } = input
  const workers = await allWorkers(context)
  if (!workers.ok) return workers
  const meant: Worker[] = []
  for (const name of names) {
    const found = await findAmong(context, workers.value, { name })
    if (!found.ok) return found
    meant.push(found.value)
  }
  const enough = new AbortController()
  const signals = [asked, enough.signal, ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)])]
  const signal = AbortSignal.any(signals)
  const waited = await Promise.all(
    meant.map(async (worker) => {
      const one = await waitForOne(context, worker, { ...input, signal })
      if (isAny && one.isReached) enough.abort()
      return one
    }),
  )
  const isDone = isAny
    ? waited.some(({ isReached }) => isReached)
    : waited.every(({ isReached }) => isReached)
  if (isDone) return ok(waited)
  if (asked.aborted) return fail({ reason: 'cancelled', what: 'wait' })
  return ok(waited)
}

async function waitForOne(
  context: WorkersContext,
  { name, containerId, agent }: Worker,
  { until, onChange, signal }: WaitInput & { readonly signal: AbortSignal },
): Promise<Waited> {
  const startedMs = performance.now()
  const waits = await withWorker(context, { name, containerId, signal }, async ({ client }) => {
    await client.command(['refresh-client', '-f', 'no-output'])
    const isIt = (reached: Reached) => isReached(reached, until) || reached.activity === 'ended'
    const told = (reached: Reached) => onChange?.({ name, ...reached })
    const patience = patienceOf(agent === undefined ? undefined : context.agents[agent])
    return awaitActivity(client, { name, agent, patience, isIt, onChange: told, signal })
  })
  const tookMs = performance.now() - startedMs
  if (!waits.ok) return { name, isReached: false, tookMs, failure: waits.failure }
  return { name, isReached: isReached(waits.value, until), tookMs, ...waits.value }
}

/** `done` and `idle` are the same to who waits: whether somebody looked makes no difference. */
const isReached = ({ activity }: Reached, until: WaitInput['until']): boolean =>
  until.some(
    (wanted) =>
      wanted === activity ||
      (wanted === 'idle' && activity === 'done') ||
      (wanted === 'done' && activity === 'idle'),
  )
