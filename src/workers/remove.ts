import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import type { Unmerged } from '../workspace/unmerged.ts'
import type { WorkersContext } from './context.ts'
import { forEachWorker, Lost } from './each.ts'
import { noteDeed } from './history/noted.ts'
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
    const begunAt = new Date()
    const { name, containerId } = worker
    const own = await ownWorkspaceOf(engine, worker)
    if (!own.ok) return own
    const released =
      own.value === undefined ? ok(undefined) : await release(context, { engine, worker, options })
    if (!released.ok) return released
    const removed = await engine.remove(containerId, { force: options.isForced ?? false })
    if (!removed.ok)
      return removed.failure.reason === 'container-running'
        ? fail({ reason: 'worker-running', name })
        : removed
    noteDeed(context, worker, { kind: 'removed', begunAt })
    await removeFolder(context, name)
    context.stops.forget(containerId)
    context.freezes.forget(containerId)
    if (own.value === undefined) return removed
    const detail = await forgetWorkspace(context, own.value)
    if (detail !== undefined) return fail({ reason: 'workspace-left', name, path: own.value.folder, detail })
    return released.value === undefined ? removed : ok(new Lost(released.value))
  })

const lookMs = 10_000

interface Release {
  readonly engine: Engine
  readonly worker: Worker
  readonly options: RemoveOptions
}

/** Whether a workspace of hal's making may go: nothing in it is lost, or may be, and is answered; what was set up in it is taken down. */
async function release(
  context: WorkersContext,
  { engine, worker, options }: Release,
): WorkerResult<Unmerged | undefined> {
  const { name, phase } = worker
  const { isForced = false, mayLoseWork = false } = options
  const isUp = phase.kind === 'ready' || phase.kind === 'unreachable' || phase.kind === 'frozen'
  if (phase.kind === 'frozen' && !isForced) return fail({ reason: 'worker-running', name })
  // Where it is lost anyway, nobody waits long to be told what it was.
  const signal = mayLoseWork ? AbortSignal.any([context.signal, AbortSignal.timeout(lookMs)]) : context.signal
  const guarded = await guardWork(context, { engine, worker, signal })
  if (!guarded.ok && !mayLoseWork) return guarded
  const lost = !guarded.ok && guarded.failure.reason === 'unmerged-work' ? guarded.failure : undefined
  if (isUp && !isForced) return fail({ reason: 'worker-running', name })
  const down = await tearDown(context, { engine, worker })
  return mayLoseWork || down.ok ? ok(lost) : down
}
