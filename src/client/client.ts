// A client of `hal serve`, for Node and browsers: `import { createClient } from 'hal-fleet/client'`. One file, so that its types stand alone.

export interface ClientOptions {
  /** Where the server is: `http://localhost:3003`. */
  readonly url: string
  /** Its shared secret, or the one for those who look. */
  readonly secret?: string
  /** In place of the global one. */
  readonly fetch?: typeof fetch
}

/** What the server would not do, in its words; `reason` is for programs. A server that can't be reached rejects as `fetch` does. */
export class HalError extends Error {
  override readonly name = 'HalError'
  readonly status: number
  readonly reason: string

  constructor(status: number, reason: string, message: string) {
    super(message)
    this.status = status
    this.reason = reason
  }
}

export interface Worker {
  readonly name: string
  readonly phase: string
  readonly activity: string
  /** What it waits for a person to say. */
  readonly question: string | null
  readonly agent: string | null
  readonly image: string
  readonly profile: string | null
  readonly workspace: string | null
  readonly branch: string | null
  /** ISO 8601. */
  readonly since: string | null
  readonly exitCode: number | null
}

export interface WorkerWish {
  readonly name?: string
  readonly profile?: string
  readonly image?: string
  readonly agent?: string
  readonly unattended?: boolean
  readonly prompt?: string
  /** A folder in the server's own, or `empty`. */
  readonly workspace?: string
  readonly branch?: string
  readonly memory?: string
  readonly cpus?: number
}

/** Something that happened to a worker. `what` says which of the others there are. */
export interface Happening {
  /** ISO 8601. */
  readonly at: string
  readonly worker: string
  readonly containerId: string
  /** `started`, `stopped`, `restarted`, `frozen`, `thawed`, `removed`, `ended`, `agent`, `agent-ended`; more may come. */
  readonly what: string
  /** Of an end. */
  readonly exitCode?: number
  readonly isOom?: boolean
  /** Of an agent: what it does now, and what it asks. */
  readonly activity?: string
  readonly text?: string
}

/** Of a command `stdout`, of an agent `text`. */
export interface Output {
  readonly worker: string
  readonly stdout?: string
  readonly text?: string
  readonly exitCode: number
  readonly durationMs: number
}

export interface Task {
  readonly id: string
  readonly status: 'pending' | 'running' | 'waiting_input' | 'completed' | 'failed' | 'cancelled'
  readonly createdAt: string
  readonly endedAt?: string
  readonly agent: string
  readonly prompt: string
  readonly branch: string | null
  /** The task that it does again. */
  readonly retryOf: string | null
  readonly worker: string | null
  readonly lastEvent: number
  readonly talk?: 'acts' | 'asks' | 'denied'
  /** While it is `waiting_input`. */
  readonly questions?: readonly Question[]
  readonly answer?: string
  readonly filesModified?: readonly string[] | null
  /** How many edits its agent told of, whatever became of the files. */
  readonly editsTold?: number | null
  readonly usage?: Usage | null
  readonly failure?: { readonly reason: string; readonly message: string; readonly next?: string }
}

export interface Usage {
  readonly inputTokens: number
  readonly outputTokens: number
  readonly costUsd?: number
}

export interface TaskWish {
  readonly prompt: string
  /** May be left out with `worker`. */
  readonly agent?: string
  /** One that runs already, to work in: as it is, with its own agent. */
  readonly worker?: string
  readonly image?: string
  readonly profile?: string
  readonly workspace?: string
  readonly branch?: string
  readonly timeoutMs?: number
  readonly maxTurns?: number
  /** The higher, the sooner it is its turn. */
  readonly priority?: number
  /** It takes messages, and `acts` as it likes or `asks` first. */
  readonly talk?: 'acts' | 'asks' | 'denied'
}

/** What a task's agent would do, once it may. */
export interface Question {
  readonly id: string
  readonly title: string
  /** What the title leaves out of what it would do, for a person; empty: nothing. */
  readonly about: string
  readonly input: unknown
  readonly options: readonly { readonly id: string; readonly name: string; readonly kind: string }[]
}

/** As `hal tasks logs --json` prints them; which fields there are depends on `type`. */
export interface TaskEvent {
  readonly number: number
  readonly type: string
  /** ISO 8601. */
  readonly at: string
  readonly [field: string]: unknown
}

export interface Client {
  readonly tasks: {
    create(wish: TaskWish): Promise<Task>
    list(): Promise<readonly Task[]>
    show(id: string): Promise<Task>
    cancel(id: string): Promise<Task>
    /** With the time that it had, unless another is given. */
    retry(id: string, limits?: Pick<TaskWish, 'timeoutMs'>): Promise<Task>
    /** Forgets one that has ended. */
    remove(id: string): Promise<Task>
    /** One of the options of what its agent asks, by its id, or `allow` or `deny`. `question`: which, where it asks more than one thing. */
    answer(id: string, option: string, question?: string): Promise<Task>
    /** Its agent's next prompt, in the same session. */
    send(id: string, text: string): Promise<Task>
    /**
     * Each event over `after` once and in order, until the task has ended or `signal` aborts. A connection that breaks is made anew, for as long as
     * the server answers again within a minute.
     */
    events(
      id: string,
      options?: { readonly after?: number; readonly signal?: AbortSignal },
    ): AsyncGenerator<TaskEvent>
  }
  readonly workers: {
    list(): Promise<readonly Worker[]>
    show(name: string): Promise<Worker>
    start(wish: WorkerWish): Promise<Worker>
    stop(name: string): Promise<void>
    restart(name: string): Promise<void>
    freeze(name: string): Promise<void>
    thaw(name: string): Promise<void>
    /** To an agent a text is a prompt, and this resolves once it was taken. */
    send(name: string, what: { readonly text: string } | { readonly keys: readonly string[] }): Promise<void>
    run(name: string, text: string, options?: { readonly timeoutMs?: number }): Promise<Output>
    capture(name: string, options?: { readonly lines?: number }): Promise<string>
    /** The latest last; also of workers that are removed. Without a name: of all. */
    history(name?: string, options?: { readonly since?: Date }): Promise<readonly Happening[]>
  }
}

/** Nothing is asked before the first call. */
export function createClient({ url, secret, fetch: given = fetch }: ClientOptions): Client {
  const headers = secret === undefined ? {} : { authorization: `Bearer ${secret}` }
  const ask = async (method: string, path: string, body?: object): Promise<Response> => {
    const answer = await given(new URL(path, url), {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw await refusal(answer)
    return answer
  }
  const json = async <T>(method: string, path: string, body?: object): Promise<T> =>
    (await (await ask(method, path, body)).json()) as T
  const at = (kind: string, id: string, verb?: string): string =>
    `/${kind}/${encodeURIComponent(id)}${verb === undefined ? '' : `/${verb}`}`
  const task = async (method: string, path: string, body?: object): Promise<Task> =>
    (await json<{ task: Task }>(method, path, body)).task
  const done = async (name: string, verb: string, body?: object): Promise<void> => {
    await ask('POST', at('workers', name, verb), body)
  }
  return {
    tasks: {
      create: (wish) => task('POST', '/tasks', wish),
      list: async () => (await json<{ tasks: readonly Task[] }>('GET', '/tasks')).tasks,
      show: (id) => task('GET', at('tasks', id)),
      cancel: (id) => task('POST', at('tasks', id, 'cancel')),
      retry: (id, limits) => task('POST', at('tasks', id, 'retry'), limits),
      remove: (id) => task('DELETE', at('tasks', id)),
      answer: (id, option, question) =>
        task('POST', at('tasks', id, 'answers'), { option, ...(question === undefined ? {} : { question }) }),
      send: (id, text) => task('POST', at('tasks', id, 'messages'), { text }),
      events: (id, options = {}) =>
        follow(options, (after, signal) =>
          given(new URL(at('tasks', id, 'events'), url), {
            headers: { ...headers, 'last-event-id': String(after) },
            signal,
          }),
        ),
    },
    workers: {
      list: async () => (await json<{ workers: readonly Worker[] }>('GET', '/workers')).workers,
      show: async (name) => (await json<{ worker: Worker }>('GET', at('workers', name))).worker,
      start: async (wish) => (await json<{ worker: Worker }>('POST', '/workers', wish)).worker,
      stop: (name) => done(name, 'stop'),
      restart: (name) => done(name, 'restart'),
      freeze: (name) => done(name, 'freeze'),
      thaw: (name) => done(name, 'thaw'),
      send: (name, what) => done(name, 'send', what),
      run: (name, text, options = {}) => json('POST', at('workers', name, 'run'), { text, ...options }),
      capture: async (name, { lines = 0 } = {}) =>
        (await json<{ text: string }>('GET', `${at('workers', name, 'capture')}?lines=${lines}`)).text,
      history: async (name, { since } = {}) => {
        const path = name === undefined ? '/history' : at('workers', name, 'history')
        const query = since === undefined ? '' : `?since=${since.toISOString()}`
        return (await json<{ history: readonly Happening[] }>('GET', path + query)).history
      },
    },
  }
}

async function refusal(answer: Response): Promise<HalError> {
  const text = await answer.text()
  try {
    const { error, details } = JSON.parse(text) as {
      readonly error: string
      readonly details?: { readonly reason?: string; readonly next?: string }
    }
    const words = [error, details?.next].filter((one) => one !== undefined)
    return new HalError(answer.status, details?.reason ?? 'unknown', words.join(' '))
  } catch {
    return new HalError(answer.status, 'unknown', text)
  }
}

const firstPauseMs = 250
const longestSilenceMs = 60_000

async function* follow(
  {
    after = 0,
    signal = new AbortController().signal,
  }: { readonly after?: number; readonly signal?: AbortSignal },
  open: (after: number, signal: AbortSignal) => Promise<Response>,
): AsyncGenerator<TaskEvent> {
  let last = after
  let pauseMs = firstPauseMs
  let heardAtMs = Date.now()
  while (!signal.aborted) {
    let trouble: unknown
    try {
      const answer = await open(last, signal)
      // It has ended, and all was heard.
      if (answer.status === 204) return
      if (!answer.ok) throw await refusal(answer)
      trouble = new HalError(
        answer.status,
        'no-events',
        'The server ends each stream of events before it has told any.',
      )
      for await (const event of eventsOf(answer)) {
        heardAtMs = Date.now()
        pauseMs = firstPauseMs
        if (event === undefined) continue
        last = event.number
        yield event
      }
    } catch (error) {
      if (signal.aborted) return
      if (error instanceof HalError && error.status < 500) throw error
      trouble = error
    }
    if (Date.now() - heardAtMs > longestSilenceMs) throw trouble
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
    pauseMs = Math.min(5_000, pauseMs * 2)
  }
}

/** Of a stream of server-sent events; `undefined`: a heartbeat, which has no number. */
async function* eventsOf(answer: Response): AsyncGenerator<TaskEvent | undefined> {
  let text = ''
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const frames = (text + chunk).split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) {
      const data = /^data: (.*)$/m.exec(frame)?.[1]
      if (data !== undefined) yield /^id: /m.test(frame) ? (JSON.parse(data) as TaskEvent) : undefined
    }
  }
}
