import type { LastTurn } from '../../workers/verbs.ts'

/** As coder/agentapi has it. */
export interface Message {
  /** Its place in the conversation, from 0. */
  readonly id: number
  readonly role: 'user' | 'agent'
  readonly content: string
  /** ISO 8601. */
  readonly time: string
}

type Kept = NonNullable<LastTurn['prompt']>

/** More than anybody reads; of longer ones the beginning is let go of. */
const most = 500
const mostCharacters = 8 * 1024 ** 2

/**
 * What a worker's agent was asked and answered, as far as somebody has looked: a worker keeps its last turn alone, so that each look adds
 * what is new in it.
 */
export class Conversation {
  #messages: Message[] = []
  #next = 0
  #characters = 0
  #seen: Readonly<Record<Message['role'], string>> = { user: '', agent: '' }
  /** What was sent through here, and no hook has told of yet. */
  #sent: string | undefined
  readonly #listeners = new Set<() => void>()

  /** Calls at each message. Answers how to end that. */
  onNews(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Those with this id and over. */
  from(id: number): readonly Message[] {
    return this.#messages.filter((message) => message.id >= id)
  }

  /** What an agent says while it works is no answer yet. */
  look({ worker, prompt, answer }: LastTurn, now: Date): void {
    const hasAnswer = answer !== undefined && worker.activity !== 'working'
    // The prompt is one that it has not answered.
    const isEarlier = hasAnswer && (answer.at ?? now) < (prompt?.at ?? now)
    if (isEarlier) this.#keep('agent', answer, now)
    if (prompt !== undefined) this.#keep('user', prompt, now)
    if (hasAnswer && !isEarlier) this.#keep('agent', answer, now)
  }

  /** Somebody sent it, since `since`; a hook may have told of it already. */
  sent(text: string, since: Date): void {
    const last = this.#messages.findLast(({ role }) => role === 'user')
    // Hooks tell whole seconds.
    const isTold =
      last !== undefined && isSame(last.content, text) && Date.parse(last.time) > since.getTime() - 1_000
    if (isTold) return
    this.#sent = text
    this.#add('user', text, since)
  }

  #keep(role: Message['role'], { text, at }: Kept, now: Date): void {
    const key = `${at?.getTime()} ${text}`
    if (this.#seen[role] === key) return
    this.#seen = { ...this.#seen, [role]: key }
    const isOurs = role === 'user' && this.#sent !== undefined && isSame(this.#sent, text)
    this.#sent = role === 'user' ? undefined : this.#sent
    if (!isOurs) this.#add(role, text, at ?? now)
  }

  #add(role: Message['role'], content: string, at: Date): void {
    this.#messages.push({ id: this.#next, role, content, time: at.toISOString() })
    this.#next += 1
    this.#characters += content.length
    if (this.#messages.length > 2 * most) this.#forget(this.#messages.length - most)
    while (this.#characters > mostCharacters && this.#messages.length > 1) this.#forget(1)
    for (const listener of this.#listeners) listener()
  }

  /** So many, from the beginning. */
  #forget(count: number): void {
    for (const { content } of this.#messages.splice(0, count)) this.#characters -= content.length
  }
}

/** Agents trim what they are given. */
const isSame = (one: string, other: string): boolean => one.trim() === other.trim()
