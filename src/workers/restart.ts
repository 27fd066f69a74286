import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { awaitReady } from './ready.ts'
import { stopWorkers } from './stop.ts'
import type { VerbOutcome } from './verbs.ts'

/** Ends workers and starts them again with their files; resolves when their tmux answers. */
export async function restartWorkers(
  context: WorkersContext,
  names: readonly string[],
): Promise<readonly VerbOutcome[]> {
  const stopped = await stopWorkers(context, names)
  const running = stopped.filter((outcome) => outcome.ok).map(({ name }) => name)
  const started = await forEachWorker(context, running, async ({ name, containerId }, engine) => {
    const result = await engine.start(containerId)
    return result.ok ? awaitReady(context, { engine, name, containerId, signal: context.signal }) : result
  })
  const byName = new Map(started.map((outcome) => [outcome.name, outcome]))
  return stopped.map((outcome) => withBoth(outcome, byName.get(outcome.name)))
}

const withBoth = (stop: VerbOutcome, start: VerbOutcome | undefined): VerbOutcome =>
  stop.ok && start?.ok === true ? { ...start, tookMs: stop.tookMs + start.tookMs } : (start ?? stop)
