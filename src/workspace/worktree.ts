import { existsSync, lstatSync, readFileSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'

/** A folder that is a worktree of a repository elsewhere. */
export interface Worktree {
  /** Its own part of the repository: `HEAD`, the index. */
  readonly gitDir: string
  /** What all worktrees share. */
  readonly commonDir: string
}

/**
 * `undefined` for any other folder. A worker may have written the folder's `.git`, so it counts only where the repository that it names
 * says the same of the folder: nothing else of the person's is ever led into a worker by it.
 */
export function readWorktree(folder: string): Worktree | undefined {
  const [, named] = /^gitdir: (.+)$/m.exec(smallFile(join(folder, '.git')) ?? '') ?? []
  if (named === undefined || !isAbsolute(named) || !existsSync(named)) return undefined
  const gitDir = realpathSync(named)
  const commonDir = dirname(dirname(gitDir))
  const isNamedBack =
    gitDir === resolve(named) &&
    basename(dirname(gitDir)) === 'worktrees' &&
    smallFile(join(gitDir, 'gitdir'))?.trimEnd() === join(folder, '.git') &&
    resolve(gitDir, smallFile(join(gitDir, 'commondir'))?.trimEnd() ?? '.') === commonDir &&
    existsSync(join(commonDir, 'objects'))
  return isNamedBack ? { gitDir, commonDir } : undefined
}

/** Of a regular file that is no link. */
function smallFile(path: string): string | undefined {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true && found.size < 8192 ? readFileSync(path, 'utf8') : undefined
}
