import { lastWords } from './host-git.ts'
import type { InsideRan } from './inside-run.ts'
import { ended } from './scripts.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

interface About {
  readonly name: string
  readonly image: string
  /** What the git in the worker was to do. */
  readonly what: string
  /** The worker goes with it. */
  readonly isGone?: boolean
}

/** What a script that ended in none of the ways it knows said; `undefined` where it went well. */
export function refusalOf(
  { exitCode, stderr }: Omit<InsideRan, 'stdout'>,
  { name, image, what, isGone = false }: About,
): WorkspaceFailure | undefined {
  if (exitCode === 0) return undefined
  if (exitCode === ended.noGit) return { reason: 'no-git-in-image', name, image }
  if (exitCode === ended.noRepository) return { reason: 'no-repository-inside', name }
  const detail = exitCode === undefined ? 'the connection to it broke' : lastWords(stderr, exitCode)
  return { reason: 'git-refused-inside', name, what, detail, ...(isGone && { isGone }) }
}
