import { fail, ok, type Result } from '../lib/result.ts'
import type { InsideRan, RunInside } from './inside-run.ts'
import { type AtHome, unwanted, welcomeOf } from './pull.ts'
import { refusalOf } from './refusal.ts'
import { isObjectId } from './repository.ts'
import { ended, preamble } from './scripts.ts'
import type { WorkspaceFailure } from './workspace-failure.ts'

/**
 * Commits onto the branch what the agent left, as git's ignore rules let it, and answers the branch's commit and 1 where there was
 * something to commit. $1: the branch; $2: the message; $3 and $4: who the person is. $5: the person's commit of that branch, or nothing;
 * $6: what may come to it there. What may not is left as it is.
 */
const gatherScript = `
${preamble}
g rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit ${ended.noRepository}
head=$(g symbolic-ref --quiet HEAD)
if [ "$head" != "refs/heads/$1" ]; then
  printf '%s' "\${head#refs/heads/}"
  exit ${ended.offBranch}
fi
unfinished=$(g ls-files --unmerged)
[ -z "$unfinished" ] && [ ! -e "$(g rev-parse --git-path MERGE_HEAD)" ] || exit ${ended.unfinished}
if [ -n "$5" ] && [ "$6" != any ]; then
  tip=$(g rev-parse --verify "refs/heads/$1^{commit}") || exit ${ended.gitRefused}
  left=$(g status --porcelain --ignore-submodules=dirty) || exit ${ended.gitRefused}
  if [ "$tip" != "$5" ] || [ -n "$left" ]; then
    [ "$6" = forward ] && g merge-base --is-ancestor "$5" "$tip" 2>/dev/null || exit ${ended.unwanted}
  fi
fi
committed=0
g add --all . >/dev/null || exit ${ended.gitRefused}
if ! g diff --cached --quiet --no-ext-diff --ignore-submodules=dirty; then
  g -c user.name="$3" -c user.email="$4" commit --quiet --no-verify -m "$2" >/dev/null || exit ${ended.gitRefused}
  committed=1
fi
tip=$(g rev-parse --verify "refs/heads/$1^{commit}") || exit ${ended.gitRefused}
printf '%s %s' "$tip" "$committed"
`

/** Writes a bundle of the branch to stdout: what lies behind $1, without what the repository has already: $2 and further. */
export const bundleScript = `
${preamble}
branch=$1
shift
for known in "$@"; do
  shift
  if g cat-file -e "$known^{commit}" 2>/dev/null; then set -- "$@" "^$known"; fi
done
g bundle create --quiet - "refs/heads/$branch" "$@" || exit ${ended.gitRefused}
`

export interface Gathered {
  readonly tip: string
  /** True where hal committed what the agent had left. */
  readonly isCommitted: boolean
}

/** The subject of a commit that hal makes of what a worker left. */
export const uncommittedSubject = (name: string): string => `Uncommitted work of ${name}`

interface Gathering {
  readonly name: string
  readonly image: string
  readonly branch: string
  readonly person: { readonly name: string | undefined; readonly email: string | undefined }
  readonly atHome: AtHome
  /** Of the commit; absent: its subject says whose work it is. */
  readonly message?: string | undefined
}

/**
 * Makes one commit of whatever stands in the worker, unless it could not come home: nothing is committed for a pull that is refused. What
 * it answers is the worker's word, and checked for its form alone.
 */
export async function gather<F>(
  run: RunInside<F>,
  { name, image, branch, person, atHome, message = uncommittedSubject(name) }: Gathering,
): Promise<Result<Gathered, F | WorkspaceFailure>> {
  const ran = await run({
    script: gatherScript,
    args: [
      ...[branch, message, person.name ?? 'hal', person.email ?? 'hal@localhost'],
      ...[atHome.existing ?? '', welcomeOf(atHome)],
    ],
  })
  if (!ran.ok) return ran
  const said = ran.value.stdout.toString()
  if (ran.value.exitCode === ended.offBranch) return fail({ reason: 'off-branch', name, branch, head: said })
  if (ran.value.exitCode === ended.unwanted) return fail(unwanted(branch, atHome))
  if (ran.value.exitCode === ended.unfinished) return fail({ reason: 'merge-unfinished', name })
  const refused = refusalOf(ran.value, { name, image, what: 'commit what was left' })
  if (refused !== undefined) return fail(refused)
  return readGathered(ran.value, { name })
}

const readGathered = (
  { stdout }: InsideRan,
  { name }: Pick<Gathering, 'name'>,
): Result<Gathered, WorkspaceFailure> => {
  const [tip = '', committed] = stdout.toString().split(' ')
  return isObjectId(tip)
    ? ok({ tip, isCommitted: committed === '1' })
    : fail({ reason: 'git-refused-inside', name, what: 'name its last commit', detail: 'it named none' })
}
