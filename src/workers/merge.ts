import { fail, ok } from '../lib/result.ts'
import { mergeBranch, readStanding } from '../workspace/merge.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { pullFromWorker } from './pull.ts'
import type { Merged, MergeInput, WorkerResult } from './verbs.ts'

/** Pulls a worker's branch and merges it into the branch that the person stands on, or leaves that as it is. */
export async function mergeFromWorker(context: WorkersContext, input: MergeInput): WorkerResult<Merged> {
  const { git, cwd } = context
  const found = await findWorker(context, input)
  if (!found.ok) return found
  const { name, workspace } = found.value
  if (workspace.kind !== 'clone') return fail({ reason: 'no-branch', name, kind: workspace.kind })
  const standing = await readStanding(git, { folder: cwd, repository: workspace.path, name })
  if (!standing.ok) return standing
  const pulled = await pullFromWorker(context, { ...input, name, containerId: found.value.containerId })
  if (!pulled.ok) return pulled
  const { branch, tip, isCommitted } = pulled.value
  const said = { worker: name, branch, into: standing.value.branch, tip, isCommitted }
  if (pulled.value.arrival === 'nothing')
    return ok({ ...said, how: 'nothing', commit: tip, commits: 0, isWithUncommitted: false })
  const merged = await mergeBranch(git, {
    ...{ standing: standing.value, branch, tip, name },
    isSquashed: input.isSquashed ?? false,
    message: input.message,
  })
  return merged.ok ? ok({ ...said, ...merged.value }) : merged
}
