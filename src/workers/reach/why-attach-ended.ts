import type { Engine } from '../../engines/engine.ts'
import { fail, ok } from '../../lib/result.ts'
import type { AttachEnd, WorkerResult } from '../verbs.ts'
import type { Worker } from '../worker.ts'
import { containerBecomes, type Found } from './container-becomes.ts'

/** A tmux client leaves a moment before its container does. */
const endMs = 2_000
/** One that is being restarted is back, and one that is being removed is gone, well within that. */
const nextMs = 1_000

/** Why a terminal came back that nobody detached: what has become of the worker `attached` was on. */
export async function whyAttachEnded(
  engine: Engine,
  attached: Worker,
  exitCode: number | undefined,
): WorkerResult<AttachEnd> {
  const { name, containerId } = attached
  const isAnotherLife = (found: Found) =>
    found.kind === 'running' && found.startedAt?.getTime() !== attached.startedAt?.getTime()
  const ended = await containerBecomes(engine, containerId, {
    isSo: (found) => found.kind !== 'running' || isAnotherLife(found),
    signal: AbortSignal.timeout(endMs),
  })
  const isOnItsWay = ended.kind === 'exited' || ended.kind === 'removing'
  const next = isOnItsWay
    ? await containerBecomes(engine, containerId, {
        isSo: ({ kind }) => kind === 'running' || kind === 'gone',
        signal: AbortSignal.timeout(nextMs),
      })
    : ended
  // An engine that is slow to answer, or gone by now, takes nothing back of what it said before.
  const found = next.kind === 'unknown' ? ended : next
  switch (found.kind) {
    case 'paused':
      return ok({ kind: 'worker-frozen', worker: name })
    case 'gone':
    case 'removing':
      return ok({ kind: 'worker-removed', worker: name })
    case 'exited':
      return ok({ kind: 'worker-ended', worker: name, exitCode: found.exitCode, isOom: found.isOom })
    case 'unknown':
      if (found.failure.reason === 'cancelled') return connectionBroke(engine, name)
      return ok({ kind: 'engine-lost', worker: name, failure: found.failure })
    case 'running':
      if (isAnotherLife(found)) return ok({ kind: 'worker-restarted', worker: name })
  }
  if (exitCode !== undefined)
    return fail({ reason: 'worker-unreachable', name, detail: `its terminal ended with status ${exitCode}` })
  return connectionBroke(engine, name)
}

async function connectionBroke(engine: Engine, worker: string): WorkerResult<AttachEnd> {
  const info = await engine.info()
  const failure = info.ok
    ? {
        reason: 'engine-lost' as const,
        address: info.value.address,
        detail: 'the connection broke while attached',
      }
    : info.failure
  return ok({ kind: 'engine-lost', worker, failure })
}
