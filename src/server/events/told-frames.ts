/** Whoever is further behind than this is let go of: what is told can't wait for them. */
const mostBehindBytes = 64 * 1024 ** 2

/**
 * The frames that `begin` tells while it works, in their order. Ends with it, and throws what it throws; its signal aborts when nobody
 * listens any more.
 */
export async function* toldFrames(
  begin: (tell: (frame: Uint8Array) => void, signal: AbortSignal) => Promise<void>,
  listening: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const enough = new AbortController()
  const signal = AbortSignal.any([enough.signal, listening])
  const told: Uint8Array[] = []
  let behindBytes = 0
  let news = Promise.withResolvers<void>()
  const stir = () => news.resolve()
  signal.addEventListener('abort', stir, { once: true })
  let isOver = false
  const work = begin((frame) => {
    told.push(frame)
    behindBytes += frame.length
    if (behindBytes > mostBehindBytes) enough.abort()
    stir()
  }, signal).finally(() => {
    isOver = true
    stir()
  })
  // Thrown where it is awaited, once all that was told before is out.
  work.catch(() => undefined)
  try {
    while (!signal.aborted && !(isOver && told.length === 0)) {
      await news.promise
      news = Promise.withResolvers()
      for (const frame of told.splice(0)) {
        behindBytes -= frame.length
        yield frame
      }
    }
  } finally {
    enough.abort()
    await work
  }
}
