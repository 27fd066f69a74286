import { fail } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { forgetWorkspace, ownWorkspaceOf } from './place-workspace.ts'
import { removeFolder } from './sockets.ts'
import type { VerbOutcome } from './verbs.ts'

/** Removes ended workers, and running ones when forced, with the workspaces that hal made for them. The person's own folders stay. */
export const removeWorkers = (
  context: WorkersContext,
  names: readonly string[],
  options: { readonly isForced?: boolean } = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, names, async (worker, engine) => {
    const { name, containerId } = worker
    const own = await ownWorkspaceOf(engine, worker)
    if (!own.ok) return own
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
