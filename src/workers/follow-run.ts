import { PassThrough, pipeline, type Readable } from 'node:stream'
import { ownPlace } from '../agents/own-place.ts'
import type { Engine } from '../engines/engine.ts'
import { fail, ok } from '../lib/result.ts'
import { changedSinceSnapshotScript, readChangedPaths } from '../workspace/snapshot.ts'
import type { WorkersContext } from './context.ts'
import { inside } from './reach/inside.ts'
import { insideRun, withOurGit } from './reach/inside-run.ts'
import { onceThawed } from './reach/once-thawed.ts'
import { runFolder, snapshotFolder } from './reach/run-folder.ts'
import type { FollowRunInput, RunEnd, SeenRun, WorkerResult } from './verbs.ts'

const { halRun } = inside

/** As hal-run says it. */
const lost = 4

const mostErrorBytes = 16_384

/** The most that is told of at once. */
export const batchBytes = 1024 ** 2

/**
 * Whoever follows is cut off where the engine goes away for a moment: what was read by then is not read again. A worker that is gone, or has
 * ended, is a failure.
 */
export async function followRun(context: WorkersContext, input: FollowRunInput): WorkerResult<RunEnd> {
  const { containerId, guest, onBytes, signal } = input
  const engine = await context.engine()
  if (!engine.ok) return engine
  let offset = 0
  for (;;) {
    const argv = ['/bin/sh', '-c', followThenTellEnd({ guest }), 'hal', String(offset)]
    const exec = await onceThawed(engine.value, { containerId, signal }, () =>
      engine.value.exec(containerId, { argv, signal }),
    )
    // Some engines say of a frozen one that it doesn't run.
    if (!exec.ok && signal.aborted) return fail(unfollowed)
    if (!exec.ok) return hasNoRun.has(exec.failure.reason) ? ok(lostRun) : exec
    const before = offset
    try {
      for await (const bytes of inBatches(exec.value.stream)) {
        offset += bytes.length
        await onBytes(bytes)
      }
    } catch (thrown) {
      if (!isBroken(thrown)) throw thrown
    }
    const exitCode = await exec.value.exitCode
    if (signal.aborted) return fail(unfollowed)
    if (exitCode === 0 || exitCode === lost)
      return ok(readEnd(exec.value.stderr()) ?? (await endOf(engine.value, input)))
    const container = await engine.value.inspect(containerId)
    if (!container.ok) return container
    const { kind } = container.value.status
    if (kind !== 'running' && kind !== 'paused') return ok(lostRun)
    // It runs, and can't be followed.
    if (before === offset && exitCode !== undefined)
      return fail({ reason: 'worker-unreachable', name: input.name, detail: exec.value.stderr().trim() })
  }
}

/** All that has come meanwhile at once, up to `batchBytes`: what is done with a piece, such as keeping it on disk, takes about as long for a large one. */
function inBatches(output: Readable): AsyncIterable<Buffer> {
  const batches = new PassThrough({ highWaterMark: batchBytes })
  // How it ended is told to who reads them.
  return pipeline(output, batches, () => undefined)
}

const unfollowed = { reason: 'cancelled', what: 'following the agent' } as const
const lostRun: RunEnd = { exitCode: undefined, errors: '', changed: undefined }
/** Failures of a container in which nothing runs any more. */
export const hasNoRun: ReadonlySet<string> = new Set(['not-running', 'no-such-container'])

/** Whoever starts a worker may be here before its window has made the folder. How it ended is told by the same exec, on its stderr: each one more takes longer than all the rest. */
const followThenTellEnd = (run: Pick<SeenRun, 'guest'>): string => `${withOurGit}
run=${ownPlace(runFolder(run))}
mkdir -p -m 700 "$run"
${halRun} --follow "$run" "$1"
ended=$?
[ $ended -eq 0 ] || [ $ended -eq ${lost} ] || exit $ended
{
printf '\\0'
cat "$run/status"
printf '\\0'
tail -c ${mostErrorBytes} "$run/errors" | tr -d '\\000'
printf '\\0'
(set -- ${ownPlace(snapshotFolder(run))}
${changedSinceSnapshotScript})
printf %s $?
} >&2 2>/dev/null
exit $ended`

/** `undefined`: more files changed than an exec's stderr holds. */
function readEnd(told: string): RunEnd | undefined {
  const [nothing, status = '', errors = '', ...changed] = told.split('\0')
  const code = changed.pop()
  if (nothing !== '' || code === undefined) return undefined
  return {
    exitCode: exitCodeOf(status),
    errors,
    changed: code === '0' ? changed : undefined,
  }
}

const isBroken = (thrown: unknown): boolean => thrown instanceof Error && 'code' in thrown

async function endOf(engine: Engine, { containerId, guest, signal }: FollowRunInput): Promise<RunEnd> {
  const read = (name: string) =>
    engine.readFile(containerId, `${runFolder({ guest })}/${name}`, { maxBytes: mostErrorBytes })
  const [status, errors, changed] = await Promise.all([
    read('status'),
    read('errors'),
    insideRun(
      engine,
      containerId,
      signal,
    )({ script: changedSinceSnapshotScript, args: [snapshotFolder({ guest })] }),
  ])
  return {
    exitCode: exitCodeOf(status.ok ? (status.value?.toString() ?? '') : ''),
    errors: errors.ok ? (errors.value?.toString() ?? '') : '',
    changed: changed.ok && changed.value.exitCode === 0 ? readChangedPaths(changed.value.stdout) : undefined,
  }
}

/** `undefined`: it ended without one. */
function exitCodeOf(status: string): number | undefined {
  const text = status.trim()
  return /^\d+$/.test(text) ? Number(text) : undefined
}
