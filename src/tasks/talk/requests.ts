import { textAt } from '../../agents/stream/fields.ts'
import type { Store, StoredEvent } from '../../store/store.ts'

/** What people, in whichever program, ask of a task while it goes on. */
export class Requests {
  /** Its end. */
  readonly cancel = new AbortController()
  /** By the question's id: the option. */
  readonly answers = new Map<string, string>()
  /** Told when there may be more of them. */
  onNews: () => void = () => {}
  /** Further prompts, in their order. */
  readonly #messages: string[] = []
  readonly #store: Store
  readonly #id: string
  #after = 0
  #reading: Promise<unknown> = Promise.resolve()

  constructor(store: Store, id: string) {
    this.#store = store
    this.#id = id
  }

  /** The number of the last event that has been looked at. */
  get after(): number {
    return this.#after
  }

  /** How many of the messages were not taken. */
  get messagesLeft(): number {
    return this.#messages.length
  }

  /** The first of them, which is the agent's then. */
  takeMessage(): string | undefined {
    return this.#messages.shift()
  }

  /** All that is asked by now. Where the store is in trouble there is nothing new: whoever writes next is told what is wrong. */
  async read(): Promise<void> {
    const reading = this.#reading.then(() => this.#readOn())
    this.#reading = reading
    await reading
  }

  /** Until `signal` aborts. */
  async watch(signal: AbortSignal): Promise<void> {
    for await (const _ of this.#store.changes(signal)) {
      await this.read()
      this.onNews()
    }
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const events = await this.#store.events(this.#id, { after: this.#after, limit: page })
      if (!events.ok) return
      for (const event of events.value) this.#take(event)
      if (events.value.length < page) return
    }
  }

  #take({ number, event }: StoredEvent): void {
    this.#after = number
    switch (textAt(event, 'type')) {
      case 'cancel':
        this.cancel.abort()
        return
      case 'answer':
        this.answers.set(textAt(event, 'question') ?? '', textAt(event, 'option') ?? '')
        return
      case 'message':
        this.#messages.push(textAt(event, 'text') ?? '')
    }
  }
}

/** Of one that has worked for long, not all at once. */
const page = 1000
