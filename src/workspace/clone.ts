import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ok, type Result } from '../lib/result.ts'
import type { HostGit } from './host-git.ts'
import type { Beginning, Repository } from './repository.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

interface CloneRequest {
  readonly folder: string
  readonly repository: Repository
  readonly beginning: Beginning
  /** Where the person's stores of objects stand in the worker. */
  readonly storesInside: readonly string[]
}

/**
 * Writes the `.git` of a clone that borrows all objects: git has no part in it, so it is there at once, however large the repository is.
 * The files are checked out inside the worker. Nothing of the person's config comes along.
 */
export async function writeClone(
  git: HostGit,
  request: CloneRequest,
): Promise<Result<void, WorkspaceFailure>> {
  const { folder, repository, beginning, storesInside } = request
  const refs = await refsOf(git, repository, beginning)
  if (!refs.ok) return refs
  const origin = await git.run(repository.path, ['config', '--get', 'remote.origin.url'])
  if (!origin.ok) return origin
  const gitDir = join(folder, '.git')
  for (const inner of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info'])
    mkdirSync(join(gitDir, inner), { recursive: true })
  const files: Readonly<Record<string, string | undefined>> = {
    HEAD: `ref: refs/heads/${beginning.branch}\n`,
    config: configOf(repository, origin.value.stdout.trim()),
    'packed-refs': refs.value,
    'objects/info/alternates': `${storesInside.join('\n')}\n`,
    shallow: repository.shallow,
  }
  for (const [name, content] of Object.entries(files))
    if (content !== undefined) writeFileSync(join(gitDir, name), content)
  return ok(undefined)
}

/**
 * Its branch, the one that it came from, and the tags that lie behind it: all of them reach no further than its base, which the
 * person's repository keeps for it.
 */
async function refsOf(
  git: HostGit,
  { path }: Repository,
  { branch, base, baseBranch }: Beginning,
): Promise<Result<string, WorkspaceFailure>> {
  const format = '--format=%(objectname) %(refname)'
  const tags = await git.ask(path, ['for-each-ref', `--merged=${base}`, format, 'refs/tags'])
  if (!tags.ok) return tags
  const heads = [branch, baseBranch].flatMap((name) =>
    name === undefined ? [] : [`${base} refs/heads/${name}`],
  )
  const lines = [...heads, ...tags.value.split('\n').filter((line) => line !== '')]
  return ok(`${lines.toSorted((a, b) => (refOf(a) < refOf(b) ? -1 : 1)).join('\n')}\n`)
}

const refOf = (line: string): string => line.slice(line.indexOf(' ') + 1)

const configOf = ({ objectFormat }: Repository, origin: string): string => {
  const isSha1 = objectFormat === 'sha1'
  const url = withoutLogin(origin)
  return [
    '[core]',
    `\trepositoryformatversion = ${isSha1 ? 0 : 1}`,
    '\tfilemode = true',
    '\tbare = false',
    '\tlogallrefupdates = true',
    ...(isSha1 ? [] : ['[extensions]', `\tobjectformat = ${objectFormat}`]),
    ...(url === undefined
      ? []
      : ['[remote "origin"]', `\turl = ${url}`, '\tfetch = +refs/heads/*:refs/remotes/origin/*']),
    '',
  ].join('\n')
}

/** An address on the net, as tools that ask what a repository is called want it; a name or a token in it stays here. */
const withoutLogin = (url: string): string | undefined => {
  const [, scheme, rest] = /^(https?:\/\/)(?:[^/@\s]*@)?([^\s"\\;#@]+)$/.exec(url) ?? []
  if (scheme !== undefined && rest !== undefined) return `${scheme}${rest}`
  return /^(?:ssh:\/\/)?git@[\w.:-]+[:/][\w./~-]+$/.test(url) ? url : undefined
}

/** Where the person's repository keeps what a clone stands on, for as long as it is there: git's own cleaning up knows no borrowers. */
export const keptRef = (id: string): string => `refs/hal/base/${id}`

export const keepBase = (
  git: HostGit,
  { repository, id, base }: { readonly repository: string; readonly id: string; readonly base: string },
): Promise<Result<string, WorkspaceFailure>> =>
  git.ask(repository, ['update-ref', '-m', 'hal: a worker began here', keptRef(id), base])
