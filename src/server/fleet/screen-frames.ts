import type { Fleet, Screen } from '../../workers/fleet/fleet.ts'
import { frame } from '../events/event-stream.ts'

interface Watched {
  readonly name: string
  readonly window: string | undefined
  readonly signal: AbortSignal
}

/** A window's screen, again each time it changes. Who is behind is told the latest, and none between. */
export async function* screenFrames(
  fleet: Pick<Fleet, 'watchScreen'>,
  { name, window, signal }: Watched,
): AsyncGenerator<Uint8Array> {
  let latest: Screen | undefined
  let news = Promise.withResolvers<void>()
  signal.addEventListener('abort', () => news.resolve(), { once: true })
  using _ = fleet.watchScreen({
    ...{ name, ...(window === undefined ? {} : { window }) },
    onScreen: (screen) => {
      latest = screen
      news.resolve()
    },
  })
  for (let number = 1; !signal.aborted; ) {
    await news.promise
    news = Promise.withResolvers()
    if (latest === undefined || signal.aborted) continue
    const shown = latest
    latest = undefined
    yield frame('screen', number, shown)
    number += 1
  }
}
