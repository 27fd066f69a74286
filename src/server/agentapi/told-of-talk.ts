import { frame } from '../events/event-stream.ts'
import type { FleetNews } from '../fleet/fleet-feed.ts'
import type { WorkerRow } from '../wire.ts'
import type { Conversation, Message } from './conversation.ts'
import type { Conversations, Talk } from './conversations.ts'
import { statusOf } from './status.ts'

interface Telling {
  readonly talk: Talk
  readonly conversations: Conversations
  /** What the fleet does, from a snapshot on. */
  readonly news: AsyncGenerator<FleetNews>
  readonly signal: AbortSignal
}

/**
 * What coder/agentapi tells of an agent: first all that is known of the talk and its status, then what comes. What it has answered is told
 * before that it is stable. Ends with `news`, when `signal` aborts, and with the worker, whose last word is an error.
 */
export async function* toldOfTalk({
  talk,
  conversations,
  news,
  signal,
}: Telling): AsyncGenerator<Uint8Array> {
  const { conversation, worker } = talk
  const { name, containerId, agent } = worker
  const rows = rowsOf(news, worker)
  let coming = rows.next()
  let [state, status, next]: [string?, string?, number?] = []
  while (!signal.aborted) {
    const isBehind = conversation.from(next ?? 0).length > 0
    const come = isBehind ? undefined : await orMessage(coming, conversation)
    const row = come?.value
    if (come !== undefined) {
      if (come.done === true) return
      if (row === undefined || hasEnded(row)) return yield endFrame(name)
      coming = rows.next()
      const now = `${row.state} ${row.since}`
      if (now !== state) await conversations.of({ name, containerId })
      state = now
    }
    for (const message of conversation.from(next ?? 0)) {
      next = message.id + 1
      yield messageFrame(message)
    }
    if (row === undefined || statusOf(row.mood) === status) continue
    status = statusOf(row.mood)
    yield frame('status_change', undefined, { status, agent_type: agent })
  }
}

/** `undefined`: a message came first. */
function orMessage<T>(coming: Promise<T>, conversation: Conversation): Promise<T | undefined> {
  const { promise: message, resolve } = Promise.withResolvers<undefined>()
  const leave = conversation.onNews(() => resolve(undefined))
  return Promise.race([coming, message]).finally(leave)
}

/** That worker's, at each of its changes; `undefined`: it is gone. */
async function* rowsOf(
  news: AsyncGenerator<FleetNews>,
  { name, containerId }: { readonly name: string; readonly containerId: string },
): AsyncGenerator<WorkerRow | undefined> {
  for await (const { kind, data } of news) {
    const rows = kind === 'snapshot' ? data.workers : data.changed
    const row = rows.find((one) => one.name === name)
    const isGone = kind === 'snapshot' ? row === undefined : data.gone.includes(name)
    if (row?.containerId === containerId) yield row
    else if (row !== undefined || isGone) yield undefined
  }
}

const hasEnded = ({ mood, isRunning }: WorkerRow): boolean =>
  !isRunning && (mood === 'exited' || mood === 'failed')

const messageFrame = ({ id, role, content, time }: Message): Uint8Array =>
  frame('message_update', undefined, { id, role, message: content, time })

const endFrame = (name: string): Uint8Array =>
  frame('agent_error', undefined, {
    ...{ message: `${name} does not run any more.`, level: 'error', time: new Date().toISOString() },
  })
