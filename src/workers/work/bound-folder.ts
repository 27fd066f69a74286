import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Mount } from '../../engines/engine.ts'
import { readWorktree, type Worktree } from '../../workspace/worktree.ts'
import { inside } from '../reach/inside.ts'

/** A folder of the person's in a worker; of a worktree with what its git needs. */
export function boundFolder(path: string): {
  readonly mounts: readonly Mount[]
  readonly warnings: readonly string[]
} {
  const folder: Mount = { kind: 'bind', source: path, target: inside.workspace, isReadOnly: false }
  const worktree = readWorktree(path)
  if (worktree === undefined) return { mounts: [folder], warnings: [] }
  return isTaken(worktree.commonDir)
    ? { mounts: [folder], warnings: [noGit] }
    : { mounts: [folder, ...repositoryOf(path, worktree)], warnings: [onlyLooks] }
}

/**
 * What git needs to understand a worktree, at the paths that stand in it. The worker writes nothing that others go by: of the repository
 * its own index and HEAD alone, and not where those lead.
 */
const repositoryOf = (folder: string, { gitDir, commonDir }: Worktree): readonly Mount[] => [
  { kind: 'bind', source: commonDir, target: commonDir, isReadOnly: true },
  { kind: 'bind', source: gitDir, target: gitDir, isReadOnly: false },
  ...['commondir', 'gitdir', 'config.worktree'].map((name): Mount => {
    const path = join(gitDir, name)
    // Of a config that isn't there yet, nothing in place: git would go by one that the worker made.
    return { kind: 'bind', source: existsSync(path) ? path : '/dev/null', target: path, isReadOnly: true }
  }),
  // A repository in its place would be one that the person's git goes by, with a config of the worker's.
  { kind: 'bind', source: join(folder, '.git'), target: `${inside.workspace}/.git`, isReadOnly: true },
]

/** Paths that mean something else inside. */
const isTaken = (path: string): boolean =>
  ['/workspace', '/tools', '/run', '/etc', '/proc', '/sys', '/dev', inside.home].some(
    (taken) => path === taken || path.startsWith(`${taken}/`),
  )

const onlyLooks =
  'it works in a worktree, whose repository it can read and not write, so its git shows and does not commit: --branch gives it a clone to commit in'

const noGit =
  'it works in a worktree, whose repository is at a path that is taken inside, so git does not work there: --branch gives it a clone'
