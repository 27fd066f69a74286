import { ownPlace } from '../agents/own-place.ts'
import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import type { RunInside } from '../workspace/inside-run.ts'
import { changedSinceSnapshotScript, keepSnapshotScript, readChangedPaths } from '../workspace/snapshot.ts'
import type { WorkersContext } from './context.ts'
import { inside } from './reach/inside.ts'
import { insideRun } from './reach/inside-run.ts'
import { onceThawed } from './reach/once-thawed.ts'
import type { BeginRunInput, FollowRunInput, RunEnd, TellRunInput, WorkerResult } from './verbs.ts'
import type { SeenWorker } from './whom.ts'
import type { WorkerFailure } from './worker-failure.ts'

const { runFolder, halRun } = inside

export async function beginRun(
  context: WorkersContext,
  { name, containerId, signal, ...begin }: BeginRunInput,
): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const [file, input] =
    'prompt' in begin ? (['prompt', begin.prompt] as const) : (['in', begin.opening] as const)
  const until = AbortSignal.any([context.signal, ...(signal === undefined ? [] : [signal])])
  const run = patientRun(engine.value, containerId, until)
  const ran = await run({ script: bring(file), args: [String(Buffer.byteLength(input))], input })
  if (!ran.ok) return ran
  if (ran.value.exitCode === 0) return ok(undefined)
  return fail(undelivered(name, ran.value))
}

/** Whole, or not there: what waits for it begins at once. A second one changes nothing. */
const snapshotFolder = `${runFolder}/snapshot`
const bring = (file: 'in' | 'prompt') => `umask 077
mkdir -p ${ownPlace(runFolder)} && cd ${ownPlace(runFolder)} || exit
[ ! -e ${file} ] || exit 0
(set -- ${ownPlace(snapshotFolder)}
${keepSnapshotScript}) </dev/null
cat > ${file}.$$ && [ "$(wc -c < ${file}.$$)" -eq "$1" ] && mv ${file}.$$ ${file}`

export async function toldToRun(
  context: WorkersContext,
  { name, containerId }: SeenWorker,
): WorkerResult<Buffer> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const run = patientRun(engine.value, containerId, context.signal)
  const read = await run({ script: `exec cat ${ownPlace(runFolder)}/in` })
  if (!read.ok) return read
  return read.value.exitCode === 0 ? ok(read.value.stdout) : fail(undelivered(name, read.value))
}

export async function tellRun(
  context: WorkersContext,
  { name, containerId, after, text }: TellRunInput,
): WorkerResult<boolean> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const length = Buffer.byteLength(text)
  const run = patientRun(engine.value, containerId, context.signal)
  const said = await run({
    script: `exec ${halRun} --say ${ownPlace(runFolder)} ${after} ${length}`,
    input: text,
  })
  if (!said.ok) return said
  const { exitCode } = said.value
  // A connection that broke says nothing of what came through: whoever looks again sees it.
  if (exitCode === 0 || exitCode === moved || exitCode === undefined) return ok(exitCode === 0)
  return fail(undelivered(name, said.value))
}

/** A person may freeze a worker whose agent waits for them. */
const patientRun =
  (engine: Engine, containerId: string, signal: AbortSignal): RunInside<WorkerFailure> =>
  (wish) =>
    onceThawed(engine, { containerId, signal }, () => insideRun(engine, containerId, signal)(wish))

interface Refused {
  readonly exitCode: number | undefined
  readonly stderr: string
}

const undelivered = (name: string, { exitCode, stderr }: Refused): WorkerFailure => ({
  ...{ reason: 'prompt-undelivered', name },
  detail: stderr.trim().split('\n').at(-1) || silentDetail(exitCode),
})

const silentDetail = (exitCode: number | undefined): string =>
  exitCode === undefined ? 'the connection to it broke' : 'not all of it could be written'

/**
 * Whoever follows is cut off where the engine goes away for a moment: what was read by then is not read again. A worker that is gone, or has
 * ended, is a failure.
 */
export async function followRun(context: WorkersContext, input: FollowRunInput): WorkerResult<RunEnd> {
  const { containerId, onBytes, signal } = input
  const engine = await context.engine()
  if (!engine.ok) return engine
  let offset = 0
  for (;;) {
    const argv = [halRun, '--follow', runFolder, String(offset)]
    const exec = await onceThawed(engine.value, { containerId, signal }, () =>
      engine.value.exec(containerId, { argv, signal }),
    )
    // Some engines say of a frozen one that it doesn't run.
    if (!exec.ok && signal.aborted) return fail(unfollowed)
    if (!exec.ok) return hasEnded.has(exec.failure.reason) ? ok(lostRun) : exec
    const before = offset
    try {
      for await (const bytes of exec.value.stream as AsyncIterable<Buffer>) {
        offset += bytes.length
        await onBytes(bytes)
      }
    } catch (thrown) {
      if (!isBroken(thrown)) throw thrown
    }
    const exitCode = await exec.value.exitCode
    if (signal.aborted) return fail(unfollowed)
    if (exitCode === 0 || exitCode === lost) return ok(await endOf(engine.value, containerId, signal))
    const container = await engine.value.inspect(containerId)
    if (!container.ok) return container
    const { kind } = container.value.status
    if (kind !== 'running' && kind !== 'paused') return ok(lostRun)
    // It runs, and can't be followed.
    if (before === offset && exitCode !== undefined)
      return fail({ reason: 'worker-unreachable', name: input.name, detail: exec.value.stderr().trim() })
  }
}

/** As hal-run says it. */
const lost = 4
const moved = 5
const unfollowed = { reason: 'cancelled', what: 'following the agent' } as const
const lostRun: RunEnd = { exitCode: undefined, errors: '', changed: undefined }
const hasEnded: ReadonlySet<string> = new Set(['not-running', 'no-such-container'])

const isBroken = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown

async function endOf(engine: Engine, containerId: string, signal: AbortSignal): Promise<RunEnd> {
  const read = (name: string) => engine.readFile(containerId, `${runFolder}/${name}`, { maxBytes: 16_384 })
  const [status, errors, changed] = await Promise.all([
    read('status'),
    read('errors'),
    insideRun(engine, containerId, signal)({ script: changedSinceSnapshotScript, args: [snapshotFolder] }),
  ])
  const text = status.ok ? status.value?.toString().trim() : undefined
  return {
    exitCode: text === undefined || !/^\d+$/.test(text) ? undefined : Number(text),
    errors: errors.ok ? (errors.value?.toString() ?? '') : '',
    changed: changed.ok && changed.value.exitCode === 0 ? readChangedPaths(changed.value.stdout) : undefined,
  }
}

export async function stopRun(context: WorkersContext, { containerId }: SeenWorker): WorkerResult<void> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  // A frozen process can't act on a signal.
  const container = await engine.value.inspect(containerId)
  if (container.ok && container.value.status.kind === 'paused') await engine.value.unpause(containerId)
  // Also when hal itself is to end: this is a part of that.
  const run = insideRun(engine.value, containerId, new AbortController().signal)
  const stopped = await run({ script: `exec ${halRun} --stop ${ownPlace(runFolder)}` })
  // What doesn't run any more has nothing left.
  return stopped.ok || hasEnded.has(stopped.failure.reason) ? ok(undefined) : stopped
}
