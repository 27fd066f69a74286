import type { Duplex } from 'node:stream'
import { fail, ok, type Result } from '../../lib/result.ts'
import { type ControlClient, controlArgv, openControlClient } from '../../tmux/control-client.ts'
import type { WorkersContext } from '../context.ts'
import type { WorkerResult } from '../verbs.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { inside } from './inside.ts'
import { relayOnHost } from './sockets.ts'

/** Enough of a worker to talk to its tmux. */
export interface Reachable {
  readonly name: string
  readonly containerId: string
}

/**
 * A control-mode client of the worker's tmux: over its relay's socket where that is on this kernel and ours, through the engine
 * everywhere else. Dispose it to detach.
 */
export async function reach(
  context: WorkersContext,
  worker: Reachable,
  signal = context.signal,
): WorkerResult<ControlClient> {
  const direct = await reachBySocket(context, worker.name, signal)
  if (direct?.ok === true) return direct
  const stream = await streamThroughEngine(context, worker.containerId, signal)
  if (!stream.ok) return stream
  return unreachableAs(
    worker.name,
    await openControlClient(stream.value, { signal: within(signal, enginePatienceMs) }),
  )
}

/** `undefined` where the socket is not at hand. */
export async function reachBySocket(
  context: WorkersContext,
  name: string,
  signal = context.signal,
): Promise<Result<ControlClient, WorkerFailure> | undefined> {
  const stream = relayOnHost(context, name)
  if (stream === undefined) return undefined
  return unreachableAs(name, await openControlClient(stream, { signal: within(signal, socketPatienceMs) }))
}

async function streamThroughEngine(
  context: WorkersContext,
  containerId: string,
  signal: AbortSignal,
): WorkerResult<Duplex> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const exec = await engine.value.exec(containerId, {
    argv: controlArgv({ tmux: inside.tmux, socket: inside.socket }),
    signal,
  })
  return exec.ok ? ok(exec.value.stream) : exec
}

/** A tmux that is frozen or stopped takes a connection and never answers; one that is alive answers in milliseconds. */
const socketPatienceMs = 2_000
const enginePatienceMs = 5_000

const within = (signal: AbortSignal, ms: number): AbortSignal =>
  AbortSignal.any([signal, AbortSignal.timeout(ms)])

/** To a person, a tmux that is lost or silent is a worker that can't be reached. */
function unreachableAs(
  name: string,
  result: Result<ControlClient, WorkerFailure>,
): Result<ControlClient, WorkerFailure> {
  if (result.ok) return result
  const { failure } = result
  if (failure.reason === 'tmux-lost')
    return fail({ reason: 'worker-unreachable', name, detail: failure.detail })
  if (failure.reason === 'tmux-silent')
    return fail({ reason: 'worker-unreachable', name, detail: `no answer in ${failure.waitedMs} ms` })
  if (failure.reason === 'cancelled')
    return fail({ reason: 'worker-unreachable', name, detail: 'its tmux does not answer' })
  return result
}
