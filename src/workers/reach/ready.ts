import type { Engine } from '../../engines/engine.ts'
import { fail, ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { readEarlyAgentExit, withAgentExit } from '../state/agent-exit.ts'
import { workerFromContainer } from '../state/from-container.ts'
import type { WorkerResult } from '../verbs.ts'
import type { Worker } from '../worker.ts'
import { reach } from './reach.ts'
import { socketsAppear } from './sockets.ts'

interface ReadyRequest {
  readonly engine: Engine
  readonly name: string
  readonly containerId: string
  readonly signal: AbortSignal
  /** What its agent's window runs waits for more than tmux: how it ends is asked later. */
  readonly isAgentHeld?: boolean
  /** The engine's answer to the start, where that is not awaited first: until then a container that has ended is its life before. */
  readonly waking?: Promise<unknown>
}

/** What tmux said first. */
interface Answered {
  /** Of a command that ended at once. */
  readonly agentExitCode: number | undefined
}

/** How long a started container's tmux may take to answer; it takes some ten milliseconds. */
const patienceMs = 15_000

/** How long to wait for the socket before asking whether the container still runs. */
const lookAgainMs = 300

/** Resolves once the worker's tmux has answered, with the worker as it is then. */
export async function awaitReady(context: WorkersContext, request: ReadyRequest): WorkerResult<Worker> {
  const answered = await awaitAnswer(context, request)
  return answered.ok ? readWorker(request, answered.value) : answered
}

/** The worker as the engine knows it now; a running one is `ready`. */
export async function readWorker(
  { engine, containerId }: ReadyRequest,
  { agentExitCode }: Answered,
): WorkerResult<Worker> {
  const container = await engine.inspect(containerId)
  if (!container.ok) return container
  const worker = workerFromContainer(container.value)
  return worker === undefined
    ? fail({ reason: 'no-such-container', id: containerId })
    : ok(withAgentExit(worker, agentExitCode))
}

/** Resolves once the worker's tmux has answered, with how a command that ended at once did; a container that ends before is a failure with its last words. */
export async function awaitAnswer(context: WorkersContext, request: ReadyRequest): WorkerResult<Answered> {
  const { engine, name, containerId, signal } = request
  const deadline = AbortSignal.timeout(patienceMs)
  let isAwake = request.waking === undefined
  const wake = () => {
    isAwake = true
  }
  // Why a start failed is told to whoever asked for it.
  request.waking?.then(wake, wake)
  for (;;) {
    await socketsAppear(context, name, AbortSignal.any([signal, AbortSignal.timeout(lookAgainMs)]))
    const client = await reach(context, { name, containerId }, AbortSignal.any([signal, deadline]))
    if (client.ok) {
      const agentExitCode = request.isAgentHeld === true ? undefined : await readEarlyAgentExit(client.value)
      await client.value.close()
      return ok({ agentExitCode })
    }
    const wasAwake = isAwake
    const container = await engine.inspect(containerId)
    if (!container.ok) return container
    if (container.value.status.kind === 'exited' && !wasAwake) {
      await request.waking
      continue
    }
    if (container.value.status.kind === 'exited')
      return endedAtStart(engine, request, {
        image: container.value.image,
        exitCode: container.value.status.exitCode,
      })
    if (signal.aborted) return fail({ reason: 'cancelled', what: `start of ${name}` })
    if (deadline.aborted)
      return fail({
        reason: 'worker-unreachable',
        name,
        detail: `its tmux did not answer in ${patienceMs / 1000} s`,
      })
  }
}

/** The worker again, once what held its agent is over. */
export async function withEarlyAgentExit(
  context: WorkersContext,
  { name, containerId, signal }: ReadyRequest,
  worker: Worker,
): Promise<Worker> {
  const client = await reach(context, { name, containerId }, signal)
  if (!client.ok) return worker
  const agentExitCode = await readEarlyAgentExit(client.value)
  await client.value.close()
  return withAgentExit(worker, agentExitCode)
}

/** What tini says when the worker's own script can't be run: the tools are there, so its `#!/bin/sh` isn't. */
const cannotRun = /exec \S+ failed: (.+)/

async function endedAtStart(
  engine: Engine,
  { name, containerId }: ReadyRequest,
  { image, exitCode }: { readonly image: string; readonly exitCode: number },
): WorkerResult<never> {
  const log = await engine.containerLog(containerId, { lines: 10 })
  const lastLines = log.ok ? log.value : []
  const why = cannotRun.exec(lastLines.join('\n'))?.[1]
  const info = /exec format error/i.test(why ?? '') ? await engine.info() : undefined
  if (info?.ok)
    return fail({
      ...{ reason: 'image-of-another-architecture', image, architecture: info.value.architecture },
    })
  return exitCode === 127 && why !== undefined
    ? fail({ reason: 'no-shell-in-image', image, detail: why.trim() })
    : fail({ reason: 'worker-ended-at-start', name, exitCode, lastLines })
}
