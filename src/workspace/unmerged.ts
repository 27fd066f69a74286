import { type Commit, readCommits } from './diff.ts'
import type { HostGit } from './host-git.ts'
import type { InsideRan } from './inside-run.ts'
import { ended, preamble } from './scripts.ts'

/** More than that nobody reads. */
const most = 20

/**
 * What would be lost with a workspace: files that are not committed, then commits that nobody else has. Who else has what comes as lines
 * for `git rev-list --stdin`; with $1, what was pushed is somewhere else, too.
 */
export const unmergedScript = `
${preamble}
export GIT_OPTIONAL_LOCKS=0
g rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit ${ended.noRepository}
files=$(mktemp "\${TMPDIR:-/tmp}/hal-files-XXXXXX") || exit ${ended.gitRefused}
trap 'rm -f "$files"' EXIT
g status --porcelain --no-renames --ignore-submodules=dirty > "$files" || exit ${ended.gitRefused}
head -n ${most + 1} "$files"
printf '\\036'
g log --format='%h%x09%s' --no-show-signature --ignore-missing -n ${most + 1} --all --stdin \${1:+--not --remotes} || exit ${ended.gitRefused}
`

/** What the person's repository has, as that script reads it. */
export async function hadAlready(git: HostGit, repository: string): Promise<string> {
  const refs = await git.run(repository, [
    ...['for-each-ref', '--format=^%(objectname)', 'refs/heads', 'refs/tags', 'refs/remotes'],
  ])
  const head = await git.run(repository, ['rev-parse', '--verify', '--quiet', 'HEAD'])
  const lines = [
    refs.ok ? refs.value.stdout : '',
    head.ok && head.value.stdout !== '' ? `^${head.value.stdout}` : '',
  ]
  return lines.join('')
}

export interface Unmerged {
  readonly files: readonly string[]
  readonly commits: readonly Commit[]
  /** True where there are more than these. */
  readonly isMore: boolean
}

/** `undefined`: nothing would be lost. */
export function readUnmerged({ stdout }: Pick<InsideRan, 'stdout'>): Unmerged | undefined {
  const at = stdout.indexOf('\x1e')
  const files = stdout
    .subarray(0, Math.max(0, at))
    .toString()
    .split('\n')
    .flatMap((line) => (line.length > 3 ? [line.slice(3)] : []))
  const commits = readCommits(stdout.subarray(at + 1))
  if (files.length === 0 && commits.length === 0) return undefined
  return {
    files: files.slice(0, most),
    commits: commits.slice(0, most),
    isMore: files.length > most || commits.length > most,
  }
}
