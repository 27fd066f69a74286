import { fail } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker } from './each.ts'
import { removeFolder } from './sockets.ts'
import type { VerbOutcome } from './verbs.ts'
import type { Whom } from './whom.ts'

/** Removes ended workers, and running ones when forced. Their workspaces stay. */
export const removeWorkers = (
  context: WorkersContext,
  whom: readonly Whom[],
  options: { readonly isForced?: boolean } = {},
): Promise<readonly VerbOutcome[]> =>
  forEachWorker(context, whom, async ({ name, containerId }, engine) => {
    const removed = await engine.remove(containerId, { force: options.isForced ?? false })
    if (!removed.ok)
      return removed.failure.reason === 'container-running'
        ? fail({ reason: 'worker-running', name })
        : removed
    await removeFolder(context, name)
    context.stops.forget(containerId)
    context.freezes.forget(containerId)
    return removed
  })
