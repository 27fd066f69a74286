import { fail } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { removeFolder } from './sockets.ts'
import type { EachOptions, VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'

/** Removes ended workers, and running ones when forced. Their workspaces stay. */
export const removeWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  { isForced = false, onOutcome }: EachOptions & { readonly isForced?: boolean } = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, { whom, onOutcome }, async ({ name, containerId }, engine) => {
    const removed = await engine.remove(containerId, { force: isForced })
    if (!removed.ok)
      return removed.failure.reason === 'container-running'
        ? fail({ reason: 'worker-running', name })
        : removed
    await removeFolder(context, name)
    context.stops.forget(containerId)
    context.freezes.forget(containerId)
    return removed
  })
