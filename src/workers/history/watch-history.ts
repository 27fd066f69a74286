import { setTimeout as after } from 'node:timers/promises'
import type { Engine, EngineEvent } from '../../engines/engine.ts'
import type { WorkersContext } from '../context.ts'
import { allWorkers } from '../find.ts'
import { workerLabels } from '../labels.ts'
import { workerFromContainer } from '../state/from-container.ts'
import type { HistoryWatch, WatchHistoryInput } from '../verbs.ts'
import { noteEnd, noteEvent, noteSeen } from './onlooker.ts'

/** An engine that isn't there may come. */
const betweenTriesMs = 10_000

/** Holds the engine's stream of events, and asks after a worker that starts or ends. */
export function watchHistory(context: WorkersContext, { onBug }: WatchHistoryInput): HistoryWatch {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, context.signal])
  const following = follow(context, signal).catch(onBug)
  return {
    [Symbol.asyncDispose]: async () => {
      ended.abort()
      await following
    },
  }
}

async function follow(context: WorkersContext, signal: AbortSignal): Promise<void> {
  const engine = await onceThere(context, signal)
  if (engine === undefined) return
  for await (const event of engine.events(workerLabels(context.owner), signal)) {
    if (event.kind === 'lost') continue
    if (event.kind === 'connected') await lookAtAll(context)
    else if (event.action === 'start' || event.action === 'die') await lookAt(context, engine, event)
    else noteEvent(context, event)
  }
}

async function onceThere(context: WorkersContext, signal: AbortSignal): Promise<Engine | undefined> {
  while (!signal.aborted) {
    const engine = await context.engine()
    if (engine.ok) return engine.value
    await after(betweenTriesMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
  return undefined
}

/** What happened while nobody heard the engine. Where it can't be asked, it is lost again, and the next connection does. */
async function lookAtAll(context: WorkersContext): Promise<void> {
  const workers = await allWorkers(context)
  if (workers.ok) noteSeen(context, workers.value)
}

/** It knows more than the event does, if it is still there, and as the event left it. */
async function lookAt(
  context: WorkersContext,
  engine: Engine,
  event: Extract<EngineEvent, { kind: 'container' }>,
): Promise<void> {
  const container = await engine.inspect(event.id)
  const worker = container.ok ? workerFromContainer(container.value) : undefined
  if (worker !== undefined) noteSeen(context, [worker])
  const hasEnded = worker?.phase.kind === 'exited' || worker?.phase.kind === 'failed'
  if (event.action === 'die' && !hasEnded) noteEnd(context, event)
}
