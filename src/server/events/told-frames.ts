/** The frames that `begin` tells while it works, in their order; ends with it, and throws what it throws. */
export async function* toldFrames(
  begin: (tell: (frame: Uint8Array) => void) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const told: Uint8Array[] = []
  let news = Promise.withResolvers<void>()
  let isOver = false
  const over = begin((frame) => {
    told.push(frame)
    news.resolve()
  }).finally(() => {
    isOver = true
    news.resolve()
  })
  // Thrown where it is awaited, once all that was told before is out.
  over.catch(() => undefined)
  do {
    await news.promise
    news = Promise.withResolvers()
    yield* told.splice(0)
  } while (!isOver || told.length > 0)
  await over
}
