import type { Launch, LaunchWish, TalkForm } from '../form.ts'
import { OpenAsks } from '../open-asks.ts'
import type { AgentEvent } from '../stream/agent-event.ts'
import { at, numberAt, textAt } from '../stream/fields.ts'
import { session } from '../stream/session.ts'
import type { Heard, Talk, TalkWish } from '../talk.ts'
import { askingOf } from './asks.ts'
import { turnErrorOf } from './errors.ts'
import { TurnReader } from './turn-reader.ts'

/**
 * `codex app-server`: https://developers.openai.com/codex/app-server, and what 0.169.0 was seen to do. Its tool to ask a person with is one that
 * its maker still works on, and off.
 */
export const codexTalk = (launch: (wish: LaunchWish) => Launch): TalkForm => ({
  launch: (wish) => ({
    ...launch(wish),
    argv: [
      ...['codex', 'app-server'],
      // Its own sandbox can't be made in a container, which is one.
      ...settings({
        sandbox_mode: 'danger-full-access',
        approval_policy: wish.isUnattended ? 'never' : 'on-request',
        ...(wish.model === undefined ? {} : { model: wish.model }),
      }),
    ],
  }),
  begin: (wish) => new CodexTalk(wish),
})

/** TOML takes JSON’s strings as they are. */
const settings = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => ['--config', `${name}=${JSON.stringify(value)}`])

/** JSON-RPC, but for the word that says so. */
class CodexTalk implements Talk {
  readonly #wish: TalkWish
  readonly #reader = new TurnReader()
  readonly #asks = new OpenAsks()
  /** What was asked of it and has no answer, by its number. */
  readonly #asked = new Map<number, (answer: unknown) => Heard>()
  #numbers = 0
  #thread = ''
  /** As it was launched. */
  #isUnattended = false
  #isAtWork = true

  constructor(wish: TalkWish) {
    this.#wish = wish
  }

  open(): readonly object[] {
    const greeting = { clientInfo: { name: 'hal', version: '1' } }
    return [
      this.#ask('initialize', greeting, () => ({ says: [{ method: 'initialized' }, this.#openThread()] })),
    ]
  }

  prompt(text: string): readonly object[] {
    this.#isAtWork = true
    const turn = {
      threadId: this.#thread,
      // All but what it knows to be harmless; otherwise only what it takes for dangerous. Its settings don't know the word.
      ...(this.#isUnattended ? {} : { approvalPolicy: 'untrusted' }),
      input: [{ type: 'text', text }],
    }
    return [this.#ask('turn/start', turn, () => ({}))]
  }

  answer(id: string, option: string | undefined): readonly object[] {
    return this.#asks.answer(id, option)
  }

  hear(said: object): Heard | undefined {
    const method = textAt(said, 'method')
    if (method === undefined) return this.#answered(said)
    const params = at(said, 'params')
    if (Object.hasOwn(said, 'id')) return this.#isAsked(method, params, at(said, 'id'))
    if (method === 'serverRequest/resolved')
      return { withdraws: this.#asks.withdrawn(nameOf(at(params, 'requestId'))) }
    const isHelper = (textAt(params, 'threadId') ?? this.#thread) !== this.#thread
    if (method === 'turn/completed' && !isHelper) {
      this.#isAtWork = false
      return { events: this.#reader.end(at(params, 'turn')), isOver: true }
    }
    return { events: this.#reader.read(method, params, isHelper) }
  }

  end(): readonly AgentEvent[] {
    return this.#isAtWork ? [{ type: 'cut' }] : []
  }

  #openThread(): object {
    const { cwd, resume } = this.#wish
    const begin = (opened: unknown): Heard => {
      this.#thread = textAt(opened, 'thread', 'id') ?? ''
      this.#isUnattended = textAt(opened, 'approvalPolicy') === 'never'
      return { events: session(this.#thread), says: this.prompt(this.#wish.prompt) }
    }
    return resume === undefined
      ? this.#ask('thread/start', { cwd }, begin)
      : this.#ask('thread/resume', { cwd, threadId: resume }, begin)
  }

  #ask(method: string, params: object, answered: (answer: unknown) => Heard): object {
    const id = this.#numbers++
    this.#asked.set(id, answered)
    return { id, method, params }
  }

  #answered(said: object): Heard | undefined {
    const id = numberAt(said, 'id')
    const answered = id === undefined ? undefined : this.#asked.get(id)
    if (id === undefined || answered === undefined) return undefined
    this.#asked.delete(id)
    const error = at(said, 'error')
    if (error === undefined) return answered(at(said, 'result'))
    this.#isAtWork = false
    return { events: [turnErrorOf(error, false)], isOver: true }
  }

  #isAsked(method: string, params: unknown, id: unknown): Heard {
    const asking = askingOf(method, params, this.#reader.inputOf(textAt(params, 'itemId') ?? ''))
    if (asking === undefined)
      return { says: [{ id, error: { code: methodNotFound, message: `hal has no ${method}` } }] }
    return this.#asks.add(nameOf(id), {
      ...asking,
      reply: (chosen) => ({ id, result: asking.reply(chosen) }),
    })
  }
}

/** A number, or a text. */
const nameOf = (id: unknown): string => JSON.stringify(id) ?? ''

const methodNotFound = -32_601
