import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { label } from './labels.ts'
import { type OwnWorkspace, readOwnWorkspace } from './own-workspace.ts'
import { forgetWorkspace } from './place-workspace.ts'
import { removeFolder } from './sockets.ts'
import type { VerbOutcome, WorkerResult } from './verbs.ts'
import type { Worker } from './worker.ts'

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

/** As its label keeps it; `undefined` for a folder of the person's. */
export async function ownWorkspaceOf(
  engine: Engine,
  { containerId, workspace }: Pick<Worker, 'containerId' | 'workspace'>,
): WorkerResult<OwnWorkspace | undefined> {
  if (!('folder' in workspace)) return ok(undefined)
  const container = await engine.inspect(containerId)
  return container.ok ? ok(readOwnWorkspace(container.value.labels[label.workspace])) : container
}
