/** A small client of one protocol: what an agent's program would make of the server's answers. */
export interface Speaker {
  readonly name: string
  /** The question tool that it offers. */
  readonly question: string
  shell(command: string): Call
  /** `Heard.events`, where a text and a call are told. */
  readonly events: readonly unknown[]
  speak(address: string, asking: Asking): Promise<Heard>
}

export interface Asking {
  readonly asked: string
  /** Tool calls answered since. */
  readonly results?: number
  readonly isStreamed?: boolean
  /** Asks for a title, as the programs do: without tools, for JSON. */
  readonly isForTitle?: boolean
}

interface Call {
  readonly name: unknown
  readonly input: unknown
}

export interface Heard {
  readonly status: number
  readonly text: string
  readonly call: Call | undefined
  /** How many pieces of the stream had text. */
  readonly pieces: number
  /** What the events of the stream are called, the same one after the other once. */
  readonly events: readonly unknown[]
  readonly refusal: unknown
  readonly resetsAt: Date
}

/** How one protocol asks, and where its answers have what. An event is one of the stream, or the whole answer. */
interface Tongue {
  path(isStreamed: boolean): string
  body(asking: Required<Asking>): object
  readonly text: Path
  readonly wholeText: Path
  /** The call in an event: its name, and its input (as an object or JSON). */
  call(event: unknown): { readonly name?: unknown; readonly input?: unknown } | undefined
  readonly refusal: Path
  resetsAt(body: unknown, headers: Headers): number
}

type Path = readonly (string | number)[]
export const dig = (value: unknown, ...path: Path): unknown =>
  path.reduce<unknown>((found, key) => Object(found)[key], value)

export const speaker = (facts: Omit<Speaker, 'speak'>, tongue: Tongue): Speaker => ({
  ...facts,
  speak: async (address, { asked, results = 0, isStreamed = true, isForTitle = false }) => {
    const body = tongue.body({ asked, results, isStreamed, isForTitle })
    const url = `${address}${tongue.path(isStreamed)}`
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
    const answer = await response.text()
    const isStream = response.headers.get('content-type') === 'text/event-stream'
    const events = isStream ? eventsOf(answer) : [JSON.parse(answer)]
    const texts = events
      .map((event) => dig(event, ...(isStream ? tongue.text : tongue.wholeText)))
      .filter((text) => typeof text === 'string' && text !== '')
    const calls = events.map(tongue.call)
    const name = calls.find((call) => call?.name !== undefined)?.name
    const input = calls.findLast((call) => call?.input !== undefined)?.input
    return {
      status: response.status,
      text: texts.join(''),
      pieces: texts.length,
      events: events.map(kindOf).filter((kind, at, kinds) => kind !== kinds[at - 1]),
      call:
        name === undefined
          ? undefined
          : { name, input: typeof input === 'string' ? JSON.parse(input) : input },
      refusal: dig(events[0], ...tongue.refusal),
      resetsAt: new Date(response.ok ? 0 : tongue.resetsAt(events[0], response.headers)),
    }
  },
})

const eventsOf = (stream: string): readonly unknown[] =>
  stream
    .split('\n')
    .filter((line) => line.startsWith('data: '))
    .map((line) => line.slice('data: '.length))
    .map((data) => (data === '[DONE]' ? { type: data } : JSON.parse(data)))

const kindOf = (event: unknown): unknown => dig(event, 'type') ?? dig(event, 'object') ?? 'nameless'
