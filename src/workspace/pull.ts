import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../lib/result.ts'
import type { HostGit } from './host-git.ts'
import { commitOf } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** What was pulled last from a workspace: a branch that still stands there is nobody else's work. */
export const pulledRef = (id: string): string => `refs/hal/pulled/${id}`
/** Where a branch stands until it is known to be wanted. */
export const incomingRef = (id: string): string => `refs/hal/incoming/${id}`

export interface Home {
  readonly repository: string
  readonly branch: string
  /** The workspace's. */
  readonly id: string
}

/** What the person's repository has of a worker's branch. */
export interface AtHome {
  readonly existing: string | undefined
  readonly pulled: string | undefined
  /** The work tree that has it checked out. */
  readonly heldAt: string | undefined
}

export async function readHome(
  git: HostGit,
  { repository, branch, id, name }: Home & { readonly name: string },
): Promise<Result<AtHome, WorkspaceFailure>> {
  if (!existsSync(repository)) return fail({ reason: 'repository-gone', name, path: repository })
  const existing = await commitOf(git, repository, `refs/heads/${branch}`)
  if (!existing.ok) return existing
  const pulled = await commitOf(git, repository, pulledRef(id))
  if (!pulled.ok) return pulled
  const heldAt = existing.value === undefined ? ok(undefined) : await checkedOutAt(git, repository, branch)
  return heldAt.ok ? ok({ existing: existing.value, pulled: pulled.value, heldAt: heldAt.value }) : heldAt
}

/** What may come to a branch that is there: nothing while somebody works on it, what goes on from it, or anything. */
export const welcomeOf = ({ existing, pulled, heldAt }: AtHome): 'none' | 'forward' | 'any' =>
  heldAt !== undefined ? 'none' : existing !== pulled ? 'forward' : 'any'

/** Why something may not. */
export const unwanted = (branch: string, { heldAt }: AtHome): WorkspaceFailure =>
  heldAt === undefined
    ? { reason: 'branch-moved-on', branch }
    : { reason: 'branch-checked-out', branch, path: heldAt }

/** How a branch came to where it is. `rewritten`: the worker took back what was pulled before, and nobody built on it. */
export type Arrival = 'created' | 'forwarded' | 'rewritten' | 'was-so'

/**
 * Sets the person's branch to what came, unless that would take something away: it moved on by itself, or is what somebody works on.
 * `tip` must be in the repository.
 */
export async function landBranch(
  git: HostGit,
  { home, atHome, tip }: { readonly home: Home; readonly atHome: AtHome; readonly tip: string },
): Promise<Result<Arrival, WorkspaceFailure>> {
  const { repository, branch, id } = home
  const { existing, pulled } = atHome
  if (existing === tip) return ok('was-so')
  if (existing !== undefined) {
    // Again: to bring it here took its time.
    const where = await checkedOutAt(git, repository, branch)
    if (!where.ok) return where
    if (where.value !== undefined) return fail({ reason: 'branch-checked-out', branch, path: where.value })
  }
  const isForward = existing === undefined ? ok(true) : await isAncestor(git, repository, [existing, tip])
  if (!isForward.ok) return isForward
  if (!isForward.value && existing !== pulled) return fail({ reason: 'branch-moved-on', branch })
  const set = await git.ask(repository, [
    ...['update-ref', '-m', 'hal pull', `refs/heads/${branch}`, tip, existing ?? '0'.repeat(tip.length)],
  ])
  if (!set.ok) return set
  const noted = await git.ask(repository, ['update-ref', pulledRef(id), tip])
  if (!noted.ok) return noted
  return ok(existing === undefined ? 'created' : isForward.value ? 'forwarded' : 'rewritten')
}

interface Ids {
  readonly prefix: string
  /** What such an id of this branch ends in. */
  readonly endOf: (branch: string) => string
}

/**
 * What was pulled before, of workspaces whose id begins so, matters no more where the branch is gone that it was pulled to. Nobody says
 * when a workspace of another machine is gone.
 */
export async function forgetOldPulls(
  git: HostGit,
  repository: string,
  { prefix, endOf }: Ids,
): Promise<void> {
  const pulled = await git.run(repository, [
    ...['for-each-ref', '--format=%(objectname) %(refname)', `${pulledRef(prefix)}*`],
  ])
  const branches = await git.run(repository, ['for-each-ref', '--format=%(refname:lstrip=2)', 'refs/heads'])
  if (!pulled.ok || !branches.ok || branches.value.exitCode !== 0) return
  const ends = branches.value.stdout.split('\n').map((branch) => endOf(branch))
  for (const line of pulled.value.stdout.split('\n')) {
    const [commit = '', ref = ''] = line.split(' ')
    if (ref === '' || ends.some((end) => ref.endsWith(`-${end}`))) continue
    await git.run(repository, ['update-ref', '-d', ref, commit])
  }
}

/** The work tree that has it checked out. */
async function checkedOutAt(
  git: HostGit,
  repository: string,
  branch: string,
): Promise<Result<string | undefined, WorkspaceFailure>> {
  const list = await git.ask(repository, ['worktree', 'list', '--porcelain'])
  if (!list.ok) return list
  const holder = list.value
    .split('\n\n')
    .find((entry) => entry.split('\n').includes(`branch refs/heads/${branch}`))
  return ok(holder === undefined ? undefined : /^worktree (.+)$/m.exec(holder)?.[1])
}

export async function isAncestor(
  git: HostGit,
  repository: string,
  [older, newer]: readonly [string, string],
): Promise<Result<boolean, WorkspaceFailure>> {
  const asked = await git.run(repository, ['merge-base', '--is-ancestor', older, newer])
  return asked.ok ? ok(asked.value.exitCode === 0) : asked
}
