import type { Result } from '../../lib/result.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import type { WorkersContext } from '../context.ts'
import { findRunning } from '../find.ts'
import type { WorkerResult } from '../verbs.ts'
import type { Named } from '../whom.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { reach, reachBySocket } from './reach.ts'
import { reachSeen } from './reach-seen.ts'

export interface Conversation {
  readonly name: string
  readonly client: ControlClient
  /** A further client of the same tmux, for what blocks its queue. */
  readonly another: () => WorkerResult<ControlClient>
}

/**
 * Opens a worker's tmux for one exchange. An exact name whose socket is at hand and answers needs no engine at all: that answer is
 * the proof that it runs; whoever means one container has it confirmed besides. Everything else is found by label.
 */
export async function withWorker<T>(
  context: WorkersContext,
  {
    name: given,
    containerId,
    signal = context.signal,
  }: Named & { readonly signal?: AbortSignal | undefined },
  talk: (conversation: Conversation) => Promise<Result<T, WorkerFailure>>,
): WorkerResult<T> {
  const named = { name: given, containerId }
  const direct = await reachUnlessHeld(context, given, signal)
  if (direct?.ok === true) {
    await using client = direct.value
    if (containerId !== undefined) {
      const confirmed = await findRunning(context, named)
      if (!confirmed.ok) return confirmed
      return await talk({ name: given, client, another: () => reachSeen(context, confirmed.value, signal) })
    }
    const another = async () => (await reachBySocket(context, given, signal)) ?? direct
    return await talk({ name: given, client, another })
  }
  const found = await findRunning(context, named)
  if (!found.ok) return found
  const open = () => (containerId === undefined ? reach : reachSeen)(context, found.value, signal)
  const reached = await open()
  if (!reached.ok) return reached
  await using client = reached.value
  return await talk({ name: found.value.name, client, another: open })
}

/** One that is alive has answered long before. */
const doubtAfterMs = 250

/** A tmux that doesn't answer may be frozen, or its container be ending: while it is waited for, the engine is asked. */
async function reachUnlessHeld(
  context: WorkersContext,
  name: string,
  signal: AbortSignal,
): Promise<Result<ControlClient, WorkerFailure> | undefined> {
  const giveUp = new AbortController()
  const answer = reachBySocket(context, name, AbortSignal.any([signal, giveUp.signal]))
  const doubt = Promise.withResolvers<undefined>()
  const timer = setTimeout(doubt.resolve, doubtAfterMs, undefined)
  const first = await Promise.race([answer.then((reached) => ({ reached })), doubt.promise])
  clearTimeout(timer)
  if (first !== undefined) return first.reached
  const found = await findRunning(context, { name })
  if (!found.ok) giveUp.abort()
  return await answer
}
