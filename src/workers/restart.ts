import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { awaitReady } from './ready.ts'
import { stopWorkers } from './stop.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'

/** Starts ended workers again with their files; resolves when their tmux answers. One that runs is left alone. */
export const startEndedWorkers = (
  context: WorkersContext,
  names: readonly string[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { names, onOutcome }, async ({ name, containerId }, engine) => {
    const result = await engine.start(containerId)
    return result.ok ? awaitReady(context, { engine, name, containerId, signal: context.signal }) : result
  })

/** Ends workers and starts them again with their files; resolves when their tmux answers. */
export async function restartWorkers(
  context: WorkersContext,
  names: readonly string[],
  { onOutcome }: EachOptions = {},
): Promise<readonly VerbOutcome[]> {
  const stopped = await stopWorkers(context, names, {
    onOutcome: (outcome) => outcome.ok || onOutcome?.(outcome),
  })
  const ended = stopped.filter((outcome) => outcome.ok).map(({ name }) => name)
  const started = await startEndedWorkers(context, ended, { onOutcome })
  const byName = new Map(started.map((outcome) => [outcome.name, outcome]))
  return stopped.map((outcome) => withBoth(outcome, byName.get(outcome.name)))
}

const withBoth = (stop: VerbOutcome, start: VerbOutcome | undefined): VerbOutcome =>
  stop.ok && start?.ok === true ? { ...start, tookMs: stop.tookMs + start.tookMs } : (start ?? stop)
