import type { Engine, EngineResult } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { findWorker } from '../find.ts'
import { inside, shellLine } from '../reach/inside.ts'
import { withOurGit } from '../reach/inside-run.ts'
import type { ChangesInput, WorkerResult, WorkspaceChanges } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { lookIntoWorker } from './look-inside.ts'

/** A person reads no more; what is beyond is not even made. */
const maxDiffBytes = 512 * 1024
const maxStatBytes = 64 * 1024
/** Of one git's time on a processor, and of everything by the clock. */
const cpuSeconds = 10
const patienceMs = 15_000

const [noWorkspace, noGit, noRepository] = [71, 72, 73]
const separator = '\x1e'

/**
 * The worker's own git on a copy of its index: the agent's index, its locks and its stash stay as they are. It runs in the worker, as the
 * worker's user, so that what a repository's config or attributes make git run has no more in reach than the worker has anyway.
 */
export const changesScript = (folder: string, since = 'HEAD'): string => `
cd ${shellLine([folder])} || exit ${noWorkspace}
command -v git >/dev/null 2>&1 || exit ${noGit}
ulimit -t ${cpuSeconds} 2>/dev/null
export GIT_OPTIONAL_LOCKS=0 GIT_TERMINAL_PROMPT=0 GIT_NO_LAZY_FETCH=1 LC_ALL=C.UTF-8
g() { git --no-pager -c safe.directory='*' -c core.fsmonitor=false -c core.quotepath=off -c color.ui=false "$@"; }
g rev-parse --is-inside-work-tree >/dev/null 2>&1 || exit ${noRepository}
copy=\${TMPDIR:-/tmp}/hal-changes-$$
mkdir -m 700 "$copy" || exit ${noWorkspace}
trap 'rm -rf "$copy"' EXIT
index=$(g rev-parse --git-path index)
# With its time: by that git knows which files may have changed since within the same second.
[ ! -f "$index" ] || cp -p "$index" "$copy/index"
export GIT_INDEX_FILE="$copy/index"
objects=$(cd "$(g rev-parse --git-path objects)" && pwd -P)
if [ ! -w "$objects" ]; then
  mkdir "$copy/objects"
  export GIT_OBJECT_DIRECTORY="$copy/objects" GIT_ALTERNATE_OBJECT_DIRECTORIES="$objects"
fi
g add --intent-to-add --all . >/dev/null 2>&1
base=${shellLine([since])}
g rev-parse --verify --quiet "$base" >/dev/null || base=$(g hash-object -t tree /dev/null)
d() { g diff --no-ext-diff --no-textconv --find-renames --ignore-submodules=dirty "$@" "$base" --; }
d --stat=100 | head -c ${maxStatBytes}
printf '\\036'
d | head -c ${maxDiffBytes + 1}
`

/** What is not in the last commit of its workspace; in a clone of its own, all since its branch began. Of one that has ended, too. */
export async function changesOfWorker(
  context: WorkersContext,
  input: ChangesInput,
): WorkerResult<WorkspaceChanges> {
  const { signal = context.signal } = input
  const [engine, found] = await Promise.all([context.engine(), findWorker(context, input)])
  if (!engine.ok) return engine
  if (!found.ok) return found
  const look = { engine: engine.value, worker: found.value, signal }
  return lookIntoWorker(context, look, async ({ worker: { name, workspace }, containerId }) => {
    const base = workspace.kind === 'clone' ? workspace.base : undefined
    const looked = await lookIn(engine.value, { containerId, base, signal })
    return looked.ok ? said(name, looked.value, base) : looked
  })
}

interface Looked {
  readonly exitCode: number | undefined
  readonly output: Buffer
  /** The last line of what it said of itself. */
  readonly complaint: string
  readonly isLate: boolean
}

interface Look {
  readonly containerId: string
  /** Since what; `undefined`: the last commit. */
  readonly base: string | undefined
  readonly signal: AbortSignal
}

async function lookIn(engine: Engine, { containerId, base, signal }: Look): EngineResult<Looked> {
  const late = AbortSignal.timeout(patienceMs)
  const exec = await engine.exec(containerId, {
    argv: ['/bin/sh', '-c', `${withOurGit}\n${changesScript(inside.workspace, base)}`],
    signal: AbortSignal.any([signal, late]),
  })
  if (!exec.ok) return exec
  const chunks: Buffer[] = []
  try {
    for await (const chunk of exec.value.stream) chunks.push(chunk as Buffer)
  } catch {
    // A stream that broke has no exit code, and is spoken of below.
  }
  const exitCode = await exec.value.exitCode
  const complaint = exec.value.stderr().trim().split('\n').at(-1) ?? ''
  return ok({ exitCode, output: Buffer.concat(chunks), complaint, isLate: late.aborted })
}

const said = (
  name: string,
  { exitCode, output, complaint, isLate }: Looked,
  base: string | undefined,
): Result<WorkspaceChanges, WorkerFailure> => {
  if (exitCode === noGit) return ok({ kind: 'no-git' })
  if (exitCode === noRepository) return ok({ kind: 'no-repository' })
  if (exitCode === 0) return ok({ ...readChanges(output), ...(base !== undefined && { isSinceStart: true }) })
  const detail = isLate ? 'its git took too long' : complaint === '' ? 'its git gave no answer' : complaint
  return fail({ reason: 'worker-unreachable', name, detail })
}

/** The statistics, a separator that stands in no text of git's, the differences. */
export const readChanges = (output: Buffer): Extract<WorkspaceChanges, { kind: 'changes' }> => {
  const at = output.indexOf(separator)
  const diff = output.subarray(at + 1)
  return {
    kind: 'changes',
    stat: output.subarray(0, Math.max(0, at)).toString(),
    diff: diff.subarray(0, maxDiffBytes).toString(),
    isCut: diff.length > maxDiffBytes,
  }
}
