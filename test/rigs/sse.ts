/** One event of a stream, as it was written. */
export interface Frame {
  readonly event: string
  /** A task's events have numbers. `undefined`: it had none. */
  readonly id: number | string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: whoever listens knows what it is
  readonly data: any
}

/** Hears a stream of server-sent events. */
export interface Listener {
  readonly status: number
  /** Without heartbeats: how many of those come says only how busy a machine is. */
  readonly frames: readonly Frame[]
  /** The first frame like this, also one that came before. Rejects where the stream ends without it. */
  readonly heard: (like: (frame: Frame) => boolean) => Promise<Frame>
  /** Resolves when the other side has ended it, or has gone. */
  readonly ended: Promise<void>
  readonly stop: () => void
}

export async function listenTo(
  url: string,
  lastEventId?: number | string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Listener> {
  const over = new AbortController()
  const answer = await fetch(url, {
    signal: over.signal,
    headers: { ...headers, ...(lastEventId === undefined ? {} : { 'Last-Event-ID': String(lastEventId) }) },
  })
  const all: Frame[] = []
  const frames: Frame[] = []
  let news = Promise.withResolvers<void>()
  let isOver = false
  const tell = () => {
    news.resolve()
    news = Promise.withResolvers()
  }
  const read = async () => {
    let text = ''
    try {
      for await (const bytes of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const parts = (text + bytes).split('\n\n')
        text = parts.pop() ?? ''
        const come = parts.flatMap(frameOf)
        all.push(...come)
        frames.push(...come.filter(({ event }) => event !== 'heartbeat'))
        tell()
      }
    } catch {
      // It was cut off.
    }
    isOver = true
    tell()
  }
  const ended = read()
  return {
    status: answer.status,
    frames,
    ended,
    stop: () => over.abort(),
    heard: async (like) => {
      for (;;) {
        const found = all.find(like)
        if (found !== undefined) return found
        if (isOver) throw new Error(`the stream ended after ${JSON.stringify(frames.slice(-5))}`)
        await news.promise
      }
    },
  }
}

function frameOf(text: string): readonly Frame[] {
  const fields = new Map(text.split('\n').map((line) => line.split(/: (.*)/s) as unknown as [string, string]))
  const event = fields.get('event')
  if (event === undefined) return []
  const id = fields.get('id')
  return [
    { event, id: /^\d+$/.test(id ?? '') ? Number(id) : id, data: JSON.parse(fields.get('data') ?? 'null') },
  ]
}
