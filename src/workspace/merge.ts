import { existsSync } from 'node:fs'
import { fail, ok, type Result } from '../lib/result.ts'
import { uncommittedSubject } from './gather.ts'
import type { HostGit } from './host-git.ts'
import { isAncestor } from './pull.ts'
import { isObjectId, readRepository } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** Where the person stands, clean and on a branch. */
export interface Standing {
  /** The work tree. */
  readonly path: string
  readonly branch: string
  readonly head: string
}

/** Whether something can be merged in `folder`, a place in `repository`; nothing is changed. */
export async function readStanding(
  git: HostGit,
  {
    folder,
    repository,
    name,
  }: { readonly folder: string; readonly repository: string; readonly name: string },
): Promise<Result<Standing, WorkspaceFailure>> {
  const [here, there] = await Promise.all([readRepository(git, folder), readRepository(git, repository)])
  if (!there.ok) return fail({ reason: 'repository-gone', name, path: repository })
  if (!here.ok && here.failure.reason !== 'not-a-repository') return here
  if (!here.ok || here.value.commonDir !== there.value.commonDir)
    return fail({ reason: 'merge-elsewhere', name, path: repository })
  const { path, isBare } = here.value
  const refuse = (why: Extract<WorkspaceFailure, { reason: 'merge-refused' }>['why']) =>
    fail({ reason: 'merge-refused', path, why, files: [] })
  if (isBare) return refuse('bare')
  const branch = await git.run(path, ['symbolic-ref', '--quiet', '--short', 'HEAD'])
  if (!branch.ok) return branch
  if (branch.value.exitCode !== 0) return refuse('detached')
  const places = await git.ask(path, [
    ...['rev-parse', '--path-format=absolute', ...unfinished.flatMap((file) => ['--git-path', file])],
  ])
  if (!places.ok) return places
  if (places.value.split('\n').some((place) => existsSync(place))) return refuse('unfinished')
  const status = await git.ask(path, [
    ...['status', '--porcelain', '--untracked-files=no', '--ignore-submodules=dirty'],
  ])
  if (!status.ok) return status
  if (status.value !== '') return refuse('dirty')
  const head = await git.ask(path, ['rev-parse', '--verify', 'HEAD^{commit}'])
  return head.ok ? ok({ path, branch: branch.value.stdout.trim(), head: head.value }) : head
}

const unfinished = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply']

export interface Merging {
  readonly standing: Standing
  readonly branch: string
  readonly tip: string
  readonly isSquashed: boolean
  /** Of a squashed branch; absent: what its commits were about. */
  readonly message: string | undefined
  readonly name: string
}

export interface MergeResult {
  readonly how: 'was-so' | 'forwarded' | 'merged' | 'squashed'
  readonly commit: string
  /** How many commits of the branch came. */
  readonly commits: number
  /** Among them is one that hal made of what the worker had left uncommitted. */
  readonly isWithUncommitted: boolean
}

/**
 * Merges in three steps of which only the last one touches anything: the trees are merged, a commit is made of that, and the person's
 * branch goes forward to it, which git does whole or not at all.
 */
export async function mergeBranch(
  git: HostGit,
  merging: Merging,
): Promise<Result<MergeResult, WorkspaceFailure>> {
  const { standing, tip, isSquashed, name } = merging
  const { path, head } = standing
  const isThere = await isAncestor(git, path, [tip, head])
  if (!isThere.ok) return isThere
  if (isThere.value) return ok({ how: 'was-so', commit: head, commits: 0, isWithUncommitted: false })
  const count = await git.ask(path, ['rev-list', '--count', `${head}..${tip}`])
  if (!count.ok) return count
  const subjects = await subjectsOf(git, merging)
  if (!subjects.ok) return subjects
  const isWithUncommitted = subjects.value.includes(uncommittedSubject(name))
  const isAhead = await isAncestor(git, path, [head, tip])
  if (!isAhead.ok) return isAhead
  const isForward = isAhead.value && !isSquashed
  const commit = isForward ? ok(tip) : await commitMerge(git, merging)
  if (!commit.ok) return commit
  const moved = await goForward(git, standing, commit.value)
  if (!moved.ok) return moved
  const how = isSquashed ? 'squashed' : isForward ? 'forwarded' : 'merged'
  return ok({ how, commit: commit.value, commits: Number(count.value), isWithUncommitted })
}

async function commitMerge(git: HostGit, merging: Merging): Promise<Result<string, WorkspaceFailure>> {
  const { standing, branch, tip, isSquashed, name } = merging
  const { path, head } = standing
  const tried = await git.run(path, ['merge-tree', '--write-tree', '--name-only', '--no-messages', head, tip])
  if (!tried.ok) return tried
  const { exitCode, stdout, stderr } = tried.value
  const [tree = '', ...files] = stdout.split('\n')
  if (!isObjectId(tree) || exitCode > 1) {
    const detail = /usage|unknown/.test(stderr) ? 'it is older than 2.38' : stderr.trim()
    return fail({ reason: 'git-refused', what: 'try the merge', detail })
  }
  if (exitCode === 1)
    return fail({
      ...{ reason: 'merge-conflicts', name, branch, into: standing.branch, head },
      files: files.filter((file) => file !== ''),
    })
  const message = isSquashed ? await squashMessage(git, merging) : ok(`Merge branch '${branch}'`)
  if (!message.ok) return message
  const parents = isSquashed ? [head] : [head, tip]
  return git.ask(
    path,
    ['commit-tree', ...parents.flatMap((one) => ['-p', one]), '-F', '-', tree],
    `${message.value}\n`,
  )
}

/** Of the commits that come, the oldest first. */
async function subjectsOf(
  git: HostGit,
  { standing: { path, head }, tip }: Merging,
): Promise<Result<readonly string[], WorkspaceFailure>> {
  const log = await git.ask(path, [
    'log',
    '--reverse',
    '--no-show-signature',
    '--format=%s',
    `${head}..${tip}`,
  ])
  return log.ok ? ok(log.value.split('\n')) : log
}

/** Of one commit its own; of several, the branch and what they were about. */
async function squashMessage(git: HostGit, merging: Merging): Promise<Result<string, WorkspaceFailure>> {
  const { standing, branch, tip, message } = merging
  if (message !== undefined) return ok(message)
  const subjects = await subjectsOf(git, merging)
  if (!subjects.ok) return subjects
  if (subjects.value.length === 1)
    return git.ask(standing.path, ['log', '-1', '--no-show-signature', '--format=%B', tip])
  return ok([branch, '', ...subjects.value.map((subject) => `* ${subject}`)].join('\n'))
}

async function goForward(
  git: HostGit,
  { path }: Standing,
  commit: string,
): Promise<Result<void, WorkspaceFailure>> {
  const moved = await git.run(path, [
    ...['merge', '--ff-only', '--quiet', '--no-autostash', '--no-squash', '--no-verify-signatures', commit],
  ])
  if (!moved.ok) return moved
  const { exitCode, stderr } = moved.value
  if (exitCode === 0) return ok(undefined)
  const files = stderr.split('\n').flatMap((line) => (line.startsWith('\t') ? [line.trim()] : []))
  return files.length > 0
    ? fail({ reason: 'merge-refused', path, why: 'in-the-way', files })
    : fail({ reason: 'git-refused', what: 'go forward to the merge', detail: stderr.trim() })
}
