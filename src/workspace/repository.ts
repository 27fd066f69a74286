import { existsSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { HostGit } from './host-git.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/** What a clone has to know of the person's repository. */
export interface Repository {
  /** Its work tree, of a worktree its own; a bare one's folder. */
  readonly path: string
  readonly isBare: boolean
  /** The folder that all of its worktrees share. */
  readonly commonDir: string
  /** Where its objects are, and those that it borrows itself: what a clone needs to see. */
  readonly stores: readonly string[]
  readonly objectFormat: string
  /** `shallow` of a repository whose history begins somewhere. */
  readonly shallow: string | undefined
}

/** The repository of a folder of the person's, or why a clone of it can't be. */
export async function readRepository(
  git: HostGit,
  folder: string,
): Promise<Result<Repository, WorkspaceFailure>> {
  const asked = await git.run(folder, [
    ...['rev-parse', '--path-format=absolute', '--is-bare-repository', '--show-object-format'],
    ...['--git-common-dir', '--git-path', 'objects'],
  ])
  if (!asked.ok) return asked
  const [isBare, objectFormat, commonDir, objects] = asked.value.stdout.split('\n')
  if (asked.value.exitCode !== 0 || objectFormat === undefined || !commonDir || !objects) {
    return /not a git repository|must be run in a work tree/.test(asked.value.stderr)
      ? fail({ reason: 'not-a-repository', path: folder })
      : fail({ reason: 'git-refused', what: `look into ${folder}`, detail: asked.value.stderr.trim() })
  }
  const path = isBare === 'true' ? ok(commonDir) : await git.ask(folder, ['rev-parse', '--show-toplevel'])
  if (!path.ok) return fail({ reason: 'not-a-repository', path: folder })
  const config = await git.run(folder, ['config', '--get-regexp', '^(remote\\..*\\.promisor|extensions\\.)'])
  if (!config.ok) return config
  if (/^(remote\..*\.promisor true|extensions\.partialclone )/m.test(config.value.stdout))
    return fail({ reason: 'repository-unfit', path: path.value, why: 'partial' })
  const shallow = join(commonDir, 'shallow')
  return ok({
    path: path.value,
    isBare: isBare === 'true',
    commonDir,
    stores: storesOf(objects),
    objectFormat,
    shallow: existsSync(shallow) ? readFileSync(shallow, 'utf8') : undefined,
  })
}

/** git follows no longer chains. */
const deepest = 5

/** A store of objects, then those that it names as alternates, and theirs. */
function storesOf(objects: string, depth = 0): readonly string[] {
  if (depth > deepest || !isFolder(objects)) return []
  const file = join(objects, 'info/alternates')
  const named = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  const borrowed = named
    .filter((line) => line !== '' && !line.startsWith('#'))
    .flatMap((line) => storesOf(resolve(objects, unquoted(line)), depth + 1))
  return [...new Set([objects, ...borrowed])]
}

/** git quotes a path with odd characters as C does. */
const unquoted = (line: string): string => {
  if (!line.startsWith('"')) return line
  try {
    return String(JSON.parse(line))
  } catch {
    return line
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** Where a branch of a worker's begins. */
export interface Beginning {
  readonly branch: string
  readonly base: string
  /** The branch of the person's that `base` was named by. */
  readonly baseBranch: string | undefined
}

/** Goes on with a branch that is there; otherwise it begins at `from`, or where the person stands. */
export async function readBeginning(
  git: HostGit,
  { path }: Repository,
  { branch, from }: { readonly branch: string; readonly from: string | undefined },
): Promise<Result<Beginning, WorkspaceFailure>> {
  const isName = await isBranchName(git, path, branch)
  if (!isName.ok) return isName
  if (!isName.value) return fail({ reason: 'bad-branch', branch })
  const blocked = await blockedBy(git, path, branch)
  if (!blocked.ok) return blocked
  if (blocked.value !== undefined) return fail({ reason: 'branch-blocked', branch, by: blocked.value })
  const existing = await commitOf(git, path, `refs/heads/${branch}`)
  if (!existing.ok) return existing
  const asked = from ?? 'HEAD'
  const base = await commitOf(git, path, asked)
  if (!base.ok) return base
  if (existing.value !== undefined && from !== undefined && base.value !== existing.value)
    return fail({ reason: 'branch-exists', branch, base: asked })
  const commit = existing.value ?? base.value
  if (commit === undefined)
    return from === undefined
      ? fail({ reason: 'repository-unfit', path, why: 'empty' })
      : fail({ reason: 'no-such-base', base: from, path })
  const full = await git.run(path, ['rev-parse', '--symbolic-full-name', '--end-of-options', asked])
  const [, baseBranch] = (full.ok && /^refs\/heads\/(.+)$/m.exec(full.value.stdout)) || []
  return ok({
    branch,
    base: commit,
    baseBranch: existing.value === undefined && baseBranch !== branch ? baseBranch : undefined,
  })
}

export async function isBranchName(
  git: HostGit,
  folder: string,
  branch: string,
): Promise<Result<boolean, WorkspaceFailure>> {
  const name = await git.run(folder, ['check-ref-format', `refs/heads/${branch}`])
  return name.ok ? ok(name.value.exitCode === 0 && !branch.startsWith('-') && branch !== 'HEAD') : name
}

/** git keeps branches as files: beside `ada` there is no `ada/fix`. */
async function blockedBy(
  git: HostGit,
  path: string,
  branch: string,
): Promise<Result<string | undefined, WorkspaceFailure>> {
  const [first = ''] = branch.split('/')
  const refs = await git.ask(path, ['for-each-ref', '--format=%(refname)', `refs/heads/${first}`])
  if (!refs.ok) return refs
  const names = refs.value.split('\n').map((ref) => ref.replace('refs/heads/', ''))
  return ok(
    names.find((name) => name !== '' && (branch.startsWith(`${name}/`) || name.startsWith(`${branch}/`))),
  )
}

/** `undefined`: there is none of that name. */
export async function commitOf(
  git: HostGit,
  folder: string,
  name: string,
): Promise<Result<string | undefined, WorkspaceFailure>> {
  const asked = await git.run(folder, [
    ...['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`],
  ])
  if (!asked.ok) return asked
  const commit = asked.value.stdout.trim()
  return ok(asked.value.exitCode === 0 && isObjectId(commit) ? commit : undefined)
}

export const isObjectId = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)
