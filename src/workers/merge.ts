import { fail, ok } from '../lib/result.ts'
import { mergeHome } from '../workspace/merge-home.ts'
import type { WorkersContext } from './context.ts'
import { findWorker } from './find.ts'
import { pullFromWorker } from './pull.ts'
import type { Merged, MergeInput, WorkerResult } from './verbs.ts'

/** Pulls a worker's branch and merges it into the branch that the person stands on, or leaves that as it is. */
export async function mergeFromWorker(context: WorkersContext, input: MergeInput): WorkerResult<Merged> {
  const { git, cwd } = context
  const found = await findWorker(context, input)
  if (!found.ok) return found
  const { name, workspace, containerId } = found.value
  if (workspace.kind !== 'clone') return fail({ reason: 'no-branch', name, kind: workspace.kind })
  const { isSquashed = false, message } = input
  const place = { folder: cwd, repository: workspace.path, name, isSquashed, message }
  const merged = await mergeHome(git, place, () => pullFromWorker(context, { ...input, name, containerId }))
  return merged.ok ? ok({ worker: name, ...merged.value }) : merged
}
