import { ok } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import { allWorkers } from './find.ts'
import { label, workerLabels } from './labels.ts'
import { removeWorkers } from './remove.ts'
import type { VerbOutcome, WorkerResult } from './verbs.ts'

/** Removes ended workers with what they left, and tools volumes that no worker uses any more. */
export async function pruneWorkers(context: WorkersContext): WorkerResult<readonly VerbOutcome[]> {
  const workers = await allWorkers(context)
  if (!workers.ok) return workers
  const ended = workers.value.filter(({ phase }) => phase.kind === 'exited' || phase.kind === 'failed' || phase.kind === 'creating')
  const removed = await removeWorkers(
    context,
    ended.map((worker) => worker.name),
    { isForced: true },
  )
  const tools = await pruneTools(context)
  return tools.ok ? ok([...removed, ...tools.value]) : tools
}

async function pruneTools(context: WorkersContext): WorkerResult<readonly VerbOutcome[]> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const [volumes, containers] = await Promise.all([
    engine.value.volumes({ [label.role]: 'tools' }),
    engine.value.list(workerLabels(undefined)),
  ])
  if (!volumes.ok) return volumes
  if (!containers.ok) return containers
  const used = new Set(containers.value.map((container) => container.labels[label.tools]))
  const current = context.currentTools()
  const unused = volumes.value.filter((volume) => {
    const fingerprint = volume.labels[label.tools]
    return fingerprint !== undefined && fingerprint !== current && !used.has(fingerprint)
  })
  const outcomes = await Promise.all(
    unused.map(async ({ name }): Promise<VerbOutcome> => {
      const result = await engine.value.removeVolume(name)
      return result.ok ? { ok: true, name, tookMs: 0 } : { ok: false, name, failure: result.failure }
    }),
  )
  return ok(outcomes)
}
