import type { Readable, Writable } from 'node:stream'
import { type ClientContext, client, methods, PROTOCOL_VERSION, RequestError } from '@agentclientprotocol/sdk'
import type { AgentEvent, ErrorKind } from '../stream/agent-event.ts'
import { bodyOf, failure, kindOfStatus } from '../stream/error-kind.ts'
import { at, listAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import { AcpReader } from './acp-reader.ts'
import { acpWire } from './acp-wire.ts'

/** What an agent asks before it acts. */
export interface Permission {
  /** As a person reads it. */
  readonly title: string
  readonly input: unknown
  readonly options: readonly PermissionOption[]
}

export interface PermissionOption {
  readonly id: string
  readonly name: string
  readonly kind: string
}

export interface AcpTurn {
  /** The agent's process, with its prompt still to come. */
  readonly agent: { readonly input: Writable; readonly output: Readable }
  /** Inside of where it runs. */
  readonly cwd: string
  readonly prompt: string
  /** An earlier turn's event `session`. `undefined`: a new one. */
  readonly resume: string | undefined
  readonly heard: (event: AgentEvent) => void
  /** The `id` of one of its options; `undefined`: none of them, which ends the turn as cancelled. */
  readonly decide: (asked: Permission) => Promise<string | undefined>
  /** Asks the agent to stop, which it then says; what it asks meanwhile is answered by none. Before its session is there, the turn ends at once. */
  readonly signal?: AbortSignal
}

/**
 * Gives one prompt to an agent over the Agent Client Protocol, version 1, and hears it out. All that happens is told by events, the end too;
 * never throws. The agent's process is told by the end of its stdin that nothing more comes; ending it is the caller's.
 */
export async function acpTurn({ agent, cwd, prompt, resume, heard, decide, signal }: AcpTurn): Promise<void> {
  const reader = new AcpReader()
  const tell = (events: readonly AgentEvent[]): void => events.forEach(heard)
  let isOurs = false
  const odd = (line: string): void => heard(unknown(line))
  using stop = stopOf(signal)

  const notified = (method: string, params: unknown): void => {
    if (method !== methods.client.session.update) return
    // A session that is gone on with is told from its beginning first.
    if (isOurs) tell(reader.read(at(params, 'update')) ?? [unknown(JSON.stringify(params))])
  }
  const app = client({ name: 'hal' }).onRequest(
    methods.client.session.requestPermission,
    async ({ params }) => {
      tell(reader.asks(at(params, 'toolCall')))
      const asked = permissionOf(params)
      const optionId = await Promise.race([stop.asked, decide(asked)])
      const isOffered = asked.options.some(({ id }) => id === optionId)
      if (optionId === undefined || !isOffered) return { outcome: { outcome: 'cancelled' } }
      return { outcome: { outcome: 'selected', optionId } }
    },
  )

  try {
    await app.connectWith(acpWire(agent, { notified, odd }), async (ask) => {
      const sessionId = await Promise.race([stop.asked, openSession(ask, cwd, resume)])
      if (sessionId === undefined) return tell([{ type: 'interrupted' }])
      tell(session(sessionId))
      isOurs = true
      void stop.asked.then(() => ask.notify(methods.agent.session.cancel, { sessionId })).catch(() => {})
      const answer = await ask.request(methods.agent.session.prompt, {
        sessionId,
        prompt: [{ type: 'text', text: prompt }],
      })
      tell(reader.end(textAt(answer, 'stopReason')))
    })
  } catch (error) {
    tell([...reader.cut(), signal?.aborted ? { type: 'interrupted' } : failureOf(error)])
  } finally {
    agent.input.end()
  }
}

/** When it is to stop; never without a signal. */
function stopOf(signal: AbortSignal | undefined): Disposable & { readonly asked: Promise<undefined> } {
  const { promise: asked, resolve } = Promise.withResolvers<undefined>()
  const stop = () => resolve(undefined)
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  return { asked, [Symbol.dispose]: () => signal?.removeEventListener('abort', stop) }
}

async function openSession(ask: ClientContext, cwd: string, resume: string | undefined): Promise<string> {
  await ask.request(methods.agent.initialize, {
    protocolVersion: PROTOCOL_VERSION,
    clientCapabilities: {},
    clientInfo: { name: 'hal', version: '1' },
  })
  if (resume === undefined) {
    const opened: unknown = await ask.request(methods.agent.session.new, { cwd, mcpServers: [] })
    return textAt(opened, 'sessionId') ?? ''
  }
  await ask.request(methods.agent.session.load, { sessionId: resume, cwd, mcpServers: [] })
  return resume
}

const permissionOf = (params: unknown): Permission => ({
  title: textAt(params, 'toolCall', 'title') ?? '',
  input: at(params, 'toolCall', 'rawInput') ?? null,
  options: listAt(params, 'options').flatMap((option) => {
    const id = textAt(option, 'optionId')
    if (id === undefined) return []
    return [{ id, name: textAt(option, 'name') ?? id, kind: textAt(option, 'kind') ?? '' }]
  }),
})

function failureOf(error: unknown): AgentEvent {
  if (!(error instanceof RequestError)) return failure('other', 'it ended without an answer')
  const words = textAt(error.data, 'details') ?? textAt(error.data, 'message') ?? error.message
  const { status, message } = bodyOf(words)
  return failure(kindOf(error.code, status), message)
}

/** -32000: it wants somebody to log in. */
const kindOf = (code: number, status: number | undefined): ErrorKind =>
  code === -32_000 ? 'login' : kindOfStatus(status ?? (code >= 400 && code < 600 ? code : undefined))

const shownCharacters = 8192
const unknown = (line: string): AgentEvent => ({
  type: 'unknown',
  line: line.slice(0, shownCharacters).trim(),
  length: Buffer.byteLength(line),
})
