import type { InsideRan } from './inside-run.ts'
import { ended, preamble } from './scripts.ts'

/**
 * Most of a large checkout's time goes into copying, file by file. For fewer files than that, starting the programs that share it takes
 * longer; git leaves it to one up to a hundred.
 */
const checkout = '-c checkout.workers=4 -c checkout.thresholdForParallelism=8'

/**
 * Makes a new workspace ready, once, however often it is asked.
 * $1: the file that says it was done; $2: clone, url or empty; $3: commands of the person's; $4: what to clone; $5: a branch; $6: its base.
 */
export const prepareScript = `
[ ! -e "$1" ] || exit 0
if [ "$2" != empty ]; then
${preamble}
fi
cd /workspace || exit ${ended.noWorkspace}
case $2 in
  clone) g ${checkout} reset --hard --quiet || exit ${ended.gitRefused} ;;
  url)
    [ -e .git ] || g ${checkout} clone --quiet -- "$4" . || exit ${ended.gitRefused}
    if [ -n "$5" ]; then
      g rev-parse --verify --quiet "refs/heads/$5" >/dev/null || g switch --quiet --create "$5" \${6:+"$6"} || exit ${ended.gitRefused}
    fi ;;
esac
if [ -n "$3" ]; then
  sh -ec "$3" </dev/null 2>&1
  status=$?
  if [ "$status" != 0 ]; then
    printf '\\036%s' "$status"
    exit ${ended.setupFailed}
  fi
fi
: > "$1"
`

/** Of a setup that failed: its status, and all that it wrote. */
export function setupFailureIn({
  exitCode,
  stdout,
}: InsideRan): { readonly exitCode: number; readonly output: string } | undefined {
  if (exitCode !== ended.setupFailed) return undefined
  const [output = '', status] = stdout.toString().split('\x1e')
  return { exitCode: Number(status), output }
}
