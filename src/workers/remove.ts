import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { removeFolder } from './reach/sockets.ts'
import type { RemoveOptions, VerbOutcome, WorkerResult } from './verbs.ts'
import type { Whom } from './whom.ts'
import { guardWork, tearDown } from './work/guard-work.ts'
import { forgetWorkspace, ownWorkspaceOf } from './work/place-workspace.ts'
import type { Worker } from './worker.ts'

/** Removes ended workers, and running ones when forced, with the workspaces that hal made for them. The person's own folders stay. */
export const removeWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { onOutcome, ...options }: RemoveOptions = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { whom, onOutcome }, async (worker, engine) => {
    const { name, containerId } = worker
    const own = await ownWorkspaceOf(engine, worker)
    if (!own.ok) return own
    const released = own.value === undefined ? own : await release(context, { engine, worker, options })
    if (!released.ok) return released
    const removed = await engine.remove(containerId, { force: options.isForced ?? false })
    if (!removed.ok)
      return removed.failure.reason === 'container-running'
        ? fail({ reason: 'worker-running', name })
        : removed
    await removeFolder(context, name)
    context.stops.forget(containerId)
    context.freezes.forget(containerId)
    if (own.value === undefined) return removed
    const detail = await forgetWorkspace(context, own.value)
    return detail === undefined
      ? removed
      : fail({ reason: 'workspace-left', name, path: own.value.folder, detail })
  })

interface Release {
  readonly engine: Engine
  readonly worker: Worker
  readonly options: RemoveOptions
}

/** Whether a workspace of hal's making may go: nothing in it is lost, or may be, and what was set up in it is taken down. */
async function release(context: WorkersContext, { engine, worker, options }: Release): WorkerResult<void> {
  const { name, phase } = worker
  const { isForced = false, mayLoseWork = false } = options
  const isUp = phase.kind === 'ready' || phase.kind === 'unreachable' || phase.kind === 'frozen'
  if (phase.kind === 'frozen' && !isForced) return fail({ reason: 'worker-running', name })
  const guarded = mayLoseWork ? ok(undefined) : await guardWork(context, { engine, worker })
  if (!guarded.ok) return guarded
  if (isUp && !isForced) return fail({ reason: 'worker-running', name })
  const down = await tearDown(context, { engine, worker })
  return mayLoseWork ? ok(undefined) : down
}
