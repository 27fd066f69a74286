import { ok, type Result } from '../lib/result.ts'
import type { BroughtHome } from './bring-home.ts'
import type { HostGit } from './host-git.ts'
import { type MergeResult, mergeBranch, readStanding } from './merge.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

interface Merging {
  /** Where the person is. */
  readonly folder: string
  /** That the branch comes to. */
  readonly repository: string
  /** The worker's. */
  readonly name: string
  /** All of the branch as one commit. */
  readonly isSquashed: boolean
  /** Of that one. */
  readonly message: string | undefined
}

export interface MergedHome {
  readonly branch: string
  readonly into: string
  /** The branch's. */
  readonly tip: string
  readonly how: 'nothing' | MergeResult['how']
  /** Where the person's branch is then. */
  readonly commit: string
  readonly commits: number
  /** What the worker had left uncommitted was committed now. */
  readonly isCommitted: boolean
  /** So it was, now or before, and is among what was merged. */
  readonly isWithUncommitted: boolean
}

/** Pulls a worker's branch and merges it into the branch that the person stands on, or leaves that as it is. */
export async function mergeHome<F>(
  git: HostGit,
  { folder, repository, name, isSquashed, message }: Merging,
  pull: () => Promise<Result<BroughtHome, F>>,
): Promise<Result<MergedHome, F | WorkspaceFailure>> {
  const standing = await readStanding(git, { folder, repository, name })
  if (!standing.ok) return standing
  const pulled = await pull()
  if (!pulled.ok) return pulled
  const { branch, tip, isCommitted } = pulled.value
  const said = { branch, into: standing.value.branch, tip, isCommitted }
  if (pulled.value.arrival === 'nothing')
    return ok({ ...said, how: 'nothing', commit: tip, commits: 0, isWithUncommitted: false })
  const merged = await mergeBranch(git, { standing: standing.value, branch, tip, name, isSquashed, message })
  return merged.ok ? ok({ ...said, ...merged.value }) : merged
}
