/** So long a silence is broken, as what stands between two machines may end what is silent. */
export const heartbeatMs = 15_000

const bytesOf = (text: string): Uint8Array => Buffer.from(text)

/** It has no id: whoever comes back says the last one that it has seen. */
const heartbeat = bytesOf('event: heartbeat\ndata: {}\n\n')

/** Who was cut off is to come back after a second. */
const preface = bytesOf('retry: 1000\n\n')

/** As the server-sent events of the HTML standard. Without an id, nobody can go on after it. */
export const frame = (event: string, id: number | string | undefined, data: object): Uint8Array =>
  bytesOf(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`)

interface Ends {
  /** Nobody listens any more. */
  readonly onGone: () => void
  readonly onBug: (bug: unknown) => void
}

/** Takes frames as fast as its client does. Ends with them. */
export function eventStream(frames: AsyncGenerator<Uint8Array>, { onGone, onBug }: Ends): Response {
  let coming: Promise<IteratorResult<Uint8Array>> | undefined
  let isGone = false
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(preface),
    pull: async (controller) => {
      try {
        coming ??= frames.next()
        const next = await orSilence(coming)
        if (isGone) return
        if (next === undefined) return controller.enqueue(heartbeat)
        coming = undefined
        if (next.done !== true) return controller.enqueue(next.value)
      } catch (bug) {
        onBug(bug)
      }
      controller.close()
    },
    cancel: async () => {
      isGone = true
      onGone()
      await frames.return(undefined)
    },
  })
  return new Response(stream, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      // What stands between would keep it until there is more of it.
      'x-accel-buffering': 'no',
      connection: 'close',
    },
  })
}

/** `undefined`: nothing came for so long. */
function orSilence<T>(coming: Promise<T>): Promise<T | undefined> {
  const { promise: silence, resolve } = Promise.withResolvers<undefined>()
  const timer = setTimeout(() => resolve(undefined), heartbeatMs)
  return Promise.race([coming, silence]).finally(() => clearTimeout(timer))
}
