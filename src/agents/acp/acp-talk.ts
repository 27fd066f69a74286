import { askedWords, isCutFrom } from '../asked-words.ts'
import type { AgentEvent, ErrorKind } from '../stream/agent-event.ts'
import { bodyOf, failure, kindOfStatus } from '../stream/error-kind.ts'
import { at, listAt, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import type { Heard, Permission, PermissionOption, Talk, TalkWish } from '../talk.ts'
import { AcpReader } from './acp-reader.ts'
import { type Counted, usageIn } from './acp-usage.ts'

/**
 * The Agent Client Protocol, version 1: https://agentclientprotocol.com/protocol/overview. Its own library deals with what it hears in its own
 * time, so that lines that come again all at once would be told in another order.
 */
export const acpTalk = (wish: TalkWish, quirks: AcpQuirks = {}): Talk => new AcpTalk(wish, quirks)

interface AcpQuirks {
  /** What it counts tokens of, where it isn't the turn. */
  readonly counts?: Counted
}

class AcpTalk implements Talk {
  readonly #wish: TalkWish
  readonly #quirks: AcpQuirks
  readonly #reader = new AcpReader()
  /** What was asked of the agent and has no answer, by its number. */
  readonly #asked = new Map<number, (answer: unknown) => Heard>()
  /** What the agent asked and has no answer: its own name for that, by ours. */
  readonly #permissions = new Map<
    string,
    { readonly rpcId: unknown; readonly options: ReadonlySet<string> }
  >()
  #numbers = 0
  #permissionNumbers = 0
  #session = ''
  /** A session that is gone on with is told from its beginning first. */
  #isOurs = false
  /** What failed before it had a session, it fails with at once: what it says of the rest is the same once more. */
  #isBroken = false

  constructor(wish: TalkWish, quirks: AcpQuirks) {
    this.#wish = wish
    this.#quirks = quirks
  }

  /** Greeted and asked for a session at once: nothing of the second depends on the answer to the first, and each line is a way to the worker. */
  open(): readonly object[] {
    const greeting = {
      ...{ protocolVersion: 1, clientCapabilities: {} },
      clientInfo: { name: 'hal', version: '1' },
    }
    return [this.#ask('initialize', greeting, () => ({})), this.#openSession()]
  }

  prompt(text: string): readonly object[] {
    const prompt = { sessionId: this.#session, prompt: [{ type: 'text', text }] }
    return [
      this.#ask('session/prompt', prompt, (answer) => ({
        events: [
          ...this.#reader.cut(),
          ...usageIn(answer, this.#quirks.counts ?? 'turn'),
          ...this.#reader.end(textAt(answer, 'stopReason')),
        ],
        isOver: true,
      })),
    ]
  }

  answer(id: string, option: string | undefined): readonly object[] {
    const asked = this.#permissions.get(id)
    if (asked === undefined) return []
    this.#permissions.delete(id)
    const outcome =
      option !== undefined && asked.options.has(option)
        ? { outcome: 'selected', optionId: option }
        : { outcome: 'cancelled' }
    return [{ jsonrpc: '2.0', id: asked.rpcId, result: { outcome } }]
  }

  hear(said: object): Heard | undefined {
    if (at(said, 'jsonrpc') !== '2.0') return undefined
    const method = textAt(said, 'method')
    if (method === undefined) return this.#answered(said)
    if (Object.hasOwn(said, 'id')) return this.#isAsked(method, said)
    return this.#notified(method, at(said, 'params'))
  }

  end(): readonly AgentEvent[] {
    const isAtWork = this.#asked.size > 0
    return [...this.#reader.cut(), ...(isAtWork ? [{ type: 'cut' } as const] : [])]
  }

  #openSession(): object {
    const { cwd, resume } = this.#wish
    const begin = (id: string): Heard => {
      this.#session = id
      this.#isOurs = true
      return { events: session(id), says: this.prompt(this.#wish.prompt) }
    }
    if (resume === undefined)
      return this.#ask('session/new', { cwd, mcpServers: [] }, (opened) =>
        begin(textAt(opened, 'sessionId') ?? ''),
      )
    return this.#ask('session/load', { sessionId: resume, cwd, mcpServers: [] }, () => begin(resume))
  }

  #ask(method: string, params: object, answered: (answer: unknown) => Heard): object {
    const id = this.#numbers++
    this.#asked.set(id, answered)
    return { jsonrpc: '2.0', id, method, params }
  }

  #answered(said: object): Heard | undefined {
    const id = numberAt(said, 'id')
    const answered = id === undefined ? undefined : this.#asked.get(id)
    const error = at(said, 'error')
    const isAnswer = Object.hasOwn(said, 'result') || textAt(error, 'message') !== undefined
    if (id === undefined || answered === undefined || !isAnswer) return undefined
    this.#asked.delete(id)
    if (this.#isBroken) return {}
    if (error === undefined) return answered(at(said, 'result'))
    this.#isBroken = !this.#isOurs
    return { events: [...this.#reader.cut(), failureOf(error)], isOver: true }
  }

  #isAsked(method: string, said: object): Heard {
    const rpcId = at(said, 'id')
    if (method !== 'session/request_permission') {
      const error = { code: methodNotFound, message: `hal has no ${method}` }
      return { says: [{ jsonrpc: '2.0', id: rpcId, error }] }
    }
    const params = at(said, 'params')
    const permission = permissionOf(String(++this.#permissionNumbers), params)
    const options = new Set(permission.options.map(({ id }) => id))
    this.#permissions.set(permission.id, { rpcId, options })
    return { events: this.#reader.asks(at(params, 'toolCall')), asks: [permission] }
  }

  /** What wants no answer, and is nothing to hal, may say what it likes. */
  #notified(method: string, params: unknown): Heard | undefined {
    if (method !== 'session/update' || !this.#isOurs) return {}
    const events = this.#reader.read(at(params, 'update'))
    return events && { events }
  }
}

const methodNotFound = -32_601

const permissionOf = (id: string, params: unknown): Permission => ({
  id,
  ...askedWords(titleOf(at(params, 'toolCall')), at(params, 'toolCall', 'rawInput')),
  input: at(params, 'toolCall', 'rawInput') ?? null,
  options: listAt(params, 'options').flatMap((option) => {
    const optionId = textAt(option, 'optionId')
    if (optionId === undefined) return []
    return [{ id: optionId, name: textAt(option, 'name') ?? optionId, kind: kindOfOption(option) }]
  }),
})

/** Where the title is what the model says of its command, the command stands beside it. */
const titleOf = (call: unknown): string => {
  const title = textAt(call, 'title') ?? ''
  const command = textAt(call, 'rawInput', 'command') ?? ''
  const isSaid = title === '' || title.includes(command) || isCutFrom(title, command)
  return isSaid ? title : `${title}: ${command}`
}

const kindOfOption = (option: unknown): PermissionOption['kind'] => {
  const kind = textAt(option, 'kind')
  return kinds.find((known) => known === kind) ?? 'other'
}

const kinds = ['allow_once', 'allow_always', 'reject_once', 'reject_always'] as const

function failureOf(error: unknown): AgentEvent {
  const words =
    textAt(error, 'data', 'details') ?? textAt(error, 'data', 'message') ?? textAt(error, 'message')
  const { status, message } = bodyOf(words ?? '')
  return failure(kindOf(numberAt(error, 'code') ?? 0, status), message)
}

/** -32000: it wants somebody to log in. */
const kindOf = (code: number, status: number | undefined): ErrorKind =>
  code === -32_000 ? 'login' : kindOfStatus(status ?? (code >= 400 && code < 600 ? code : undefined))
