import { ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers } from './find.ts'
import { label, workerLabels } from './labels.ts'
import { namesWithFolders, removeFolder } from './reach/sockets.ts'
import { removeWorkers } from './remove.ts'
import type { VerbOutcome, WorkerResult } from './verbs.ts'
import type { Whom } from './whom.ts'
import type { Worker } from './worker.ts'

/** What ended, and what was made but never started. */
export async function prunableWorkers(context: WorkersContext): WorkerResult<readonly Worker[]> {
  const workers = await allWorkers(context)
  if (!workers.ok) return workers
  return ok(
    workers.value.filter(
      ({ phase }) => phase.kind === 'exited' || phase.kind === 'failed' || phase.kind === 'creating',
    ),
  )
}

/**
 * Removes these with what they left, what those left whose container somebody else removed, and tools volumes that no worker uses any
 * more. A worker that came back meanwhile stays.
 */
export async function pruneWorkers(
  context: WorkersContext,
  whom: readonly Whom[],
): WorkerResult<readonly VerbOutcome[]> {
  const withFolders = namesWithFolders(context)
  const removed = await removeWorkers(context, whom)
  const left = await allWorkers(context)
  if (!left.ok) return left
  const there = new Set(left.value.map(({ name }) => name))
  for (const name of withFolders) if (!there.has(name)) await removeFolder(context, name)
  const tools = await pruneUnusedTools(context)
  return tools.ok ? ok([...removed, ...tools.value]) : tools
}

async function pruneUnusedTools(context: WorkersContext): WorkerResult<readonly VerbOutcome[]> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const everybodys = await engine.value.list(workerLabels(undefined))
  if (!everybodys.ok) return everybodys
  const inUse = new Set(everybodys.value.flatMap(({ labels }) => labels[label.tools] ?? []))
  const pruned = await context.pruneTools(inUse)
  return pruned.ok
    ? ok(
        pruned.value.map(({ name, failure }) =>
          failure === undefined ? { ok: true, name, tookMs: 0 } : { ok: false, name, failure },
        ),
      )
    : pruned
}
