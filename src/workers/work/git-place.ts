import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** What git says of a folder, read from its files: git itself would run what the folder's config names. */
export interface GitPlace {
  /** The beginning of a commit's id where no branch is checked out; `undefined` where git keeps it elsewhere. */
  readonly branch: string | undefined
  /** Name of the repository's folder, the same for all of its worktrees. */
  readonly project: string
  /** The folder with `HEAD` in it. */
  readonly gitDir: string
}

/** `undefined` where neither the folder nor one above it is git's, or it can't be read. A worker may have written anything there. */
export async function gitPlace(folder: string): Promise<GitPlace | undefined> {
  const found = await findGitDir(folder)
  if (found === undefined) return undefined
  const { root, gitDir } = found
  const head = await firstLine(join(gitDir, 'HEAD'))
  if (head === undefined) return undefined
  const common = await firstLine(join(gitDir, 'commondir'))
  return { branch: branchOf(head), project: projectOf(root, gitDir, common), gitDir }
}

const branchOf = (head: string): string | undefined => {
  const [, branch] = /^ref: refs\/heads\/([^\p{Cc}]{1,255})$/u.exec(head) ?? []
  // What stands there where the branches are in a format of their own.
  if (branch !== undefined) return branch === '.invalid' ? undefined : branch
  return /^[0-9a-f]{40,64}$/.test(head) ? head.slice(0, 7) : undefined
}

/** Of a worktree, the repository it belongs to; a bare one is called `name.git`. */
const projectOf = (root: string, gitDir: string, common: string | undefined): string => {
  if (common === undefined) return basename(root)
  const repository = resolve(gitDir, common)
  return basename(repository) === '.git'
    ? basename(dirname(repository))
    : basename(repository).replace(/\.git$/, '')
}

async function findGitDir(
  folder: string,
): Promise<{ readonly root: string; readonly gitDir: string } | undefined> {
  for (let root = resolve(folder); ; root = dirname(root)) {
    const path = join(root, '.git')
    const found = await stat(path).catch(() => undefined)
    if (found?.isDirectory() === true) return { root, gitDir: path }
    if (found?.isFile() === true) {
      const [, gitDir] = /^gitdir: (.+)$/.exec((await firstLine(path)) ?? '') ?? []
      return gitDir === undefined ? undefined : { root, gitDir: resolve(root, gitDir) }
    }
    if (root === dirname(root)) return undefined
  }
}

const longestLine = 4096

/** Of a regular file, whatever stands there in its place; a pipe would be waited at for ever. */
async function firstLine(path: string): Promise<string | undefined> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    if (!(await file.stat()).isFile()) return undefined
    const { buffer, bytesRead } = await file.read(Buffer.alloc(longestLine), 0, longestLine, 0)
    return buffer.toString('utf8', 0, bytesRead).split('\n')[0]?.trimEnd()
  } catch {
    return undefined
  }
}
