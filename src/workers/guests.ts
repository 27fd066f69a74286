import { ownPlace } from '../agents/own-place.ts'
import { ok } from '../lib/result.ts'
import { keepSnapshotScript } from '../workspace/snapshot.ts'
import type { WorkersContext } from './context.ts'
import { untilPrepared } from './create/furnish.ts'
import { guestScript } from './create/guest-script.ts'
import { beginningOf } from './create/headless-window.ts'
import { hasNoRun } from './follow-run.ts'
import { undelivered } from './headless.ts'
import { label } from './labels.ts'
import { inside } from './reach/inside.ts'
import { insideRun } from './reach/inside-run.ts'
import { stubbornRun } from './reach/patient-run.ts'
import { runFolder, snapshotFolder } from './reach/run-folder.ts'
import { whileThawed } from './reach/while-thawed.ts'
import type { BeginGuestInput, SeenRun, WorkerResult } from './verbs.ts'
import { readOwnWorkspace, workspaceId } from './work/own-workspace.ts'

/** As hal-run says it. */
const taken = 3

/** What has begun, or was stopped before it could, stays as it is. */
export async function beginGuest(
  context: WorkersContext,
  { name, containerId, guest, agent, signal, ...begin }: BeginGuestInput,
): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const container = await engine.value.inspect(containerId)
  if (!container.ok) return container
  const until = AbortSignal.any([context.signal, ...(signal === undefined ? [] : [signal])])
  const run = stubbornRun(engine.value, { containerId, signal: until })
  const looked = await run({ script: look })
  if (!looked.ok) return looked
  if (looked.value.exitCode !== 0) return undelivered(name, looked.value)
  const script = guestScript(context, agent, {
    labels: container.value.labels,
    ...seenIn(looked.value.stdout),
  })
  if (!script.ok) return script
  const [file, input] = beginningOf(begin)
  const workspace = readOwnWorkspace(container.value.labels[label.workspace])
  const prepared = untilPrepared({ workspaceId: workspace && workspaceId(workspace) })
  const ran = await run({
    ...{ script: bringAndStart({ guest, file, prepared }), input },
    args: [String(Buffer.byteLength(input)), script.value],
  })
  if (!ran.ok) return ran
  const { exitCode } = ran.value
  return exitCode === 0 || exitCode === taken ? ok(undefined) : undelivered(name, ran.value)
}

/** Who one is in there, and the environment that the worker was given. */
const look = 'id -u && cat /proc/self/environ'

function seenIn(told: Buffer): {
  readonly isRoot: boolean
  readonly env: Readonly<Record<string, string>>
} {
  const [uid = '', ...rest] = told.toString().split('\n')
  const pairs = rest
    .join('\n')
    .split('\0')
    .filter((pair) => pair.includes('='))
  return {
    isRoot: uid === '0',
    env: Object.fromEntries(
      pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
    ),
  }
}

/**
 * Whole, or not there, however often. The worker's tmux starts it, in the environment of all panes, and answers with hal-run's status.
 */
function bringAndStart({
  guest,
  file,
  prepared,
}: {
  readonly guest: string
  readonly file: 'in' | 'prompt'
  /** Waits for what is still checked out: that is no change of its agent's. */
  readonly prepared: string
}): string {
  const folder = ownPlace(runFolder({ guest }))
  return `here=$PWD
umask 077
mkdir -p ${folder} && cd ${folder} || exit
[ -e ${file} ] || {
${prepared === '' ? ':' : prepared}
(set -- ${ownPlace(snapshotFolder({ guest }))}
${keepSnapshotScript}) </dev/null
printf %s "$2" > agent.$$ && chmod 700 agent.$$ && mv agent.$$ agent || exit
cat > ${file}.$$ && [ "$(wc -c < ${file}.$$)" -eq "$1" ] && mv ${file}.$$ ${file} || exit
}
cd "$here" || exit
exec ${inside.tmux} -N -S ${ownPlace(inside.socket)} run-shell 'exec ${inside.halRun} ${folder} ${folder}/agent'`
}

/** All but the mark that it was: one that is late is refused by it. */
export async function clearGuest(
  context: WorkersContext,
  { containerId, guest }: SeenRun,
): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const run = insideRun(engine.value, containerId, new AbortController().signal)
  const folder = ownPlace(runFolder({ guest }))
  const script = `cd ${folder} && for each in *; do [ "$each" = keeper ] || rm -rf "./$each"; done`
  const cleared = await whileThawed(engine.value, { containerId, isFrozenAgain: true }, () => run({ script }))
  return cleared.ok || hasNoRun.has(cleared.failure.reason) ? ok(undefined) : cleared
}
