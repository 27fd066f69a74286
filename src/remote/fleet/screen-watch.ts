import { setTimeout as after } from 'node:timers/promises'
import type { Background } from '../../lib/background.ts'
import type { Screen } from '../../workers/fleet/fleet.ts'
import { workerPath } from '../path.ts'
import { screen, screenOf } from '../read/fleet.ts'
import { serverEvents } from '../server-events.ts'
import type { Wire } from '../wire.ts'

interface ScreenWatch {
  readonly name: string
  readonly window: string | undefined
  readonly onScreen: (screen: Screen) => void
  /** Asked before each try: there is a screen to be seen. */
  readonly isShown: () => boolean
  readonly background: Background
  readonly signal: AbortSignal
}

const betweenTriesMs = 300

/** A stream of its own for each screen that is looked at. One that broke is opened again, until it is disposed. */
export function openScreenWatch(wire: Wire, watch: ScreenWatch): Disposable {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, watch.signal])
  void watch.background.run(async () => {
    while (!signal.aborted) {
      if (watch.isShown()) await followOnce(wire, { ...watch, signal })
      await after(betweenTriesMs, undefined, { signal }).catch(() => undefined)
    }
  })
  return { [Symbol.dispose]: () => ended.abort() }
}

async function followOnce(wire: Wire, { name, window, onScreen, signal }: ScreenWatch): Promise<void> {
  const opened = await wire.open({ method: 'GET', path: workerPath(name, 'screen', { window }), signal })
  if (!opened.ok || opened.value === undefined) return
  try {
    for await (const { data } of serverEvents(opened.value)) {
      const read = screen.safeParse(data)
      if (signal.aborted) return
      if (read.success) onScreen(screenOf(read.data))
    }
  } catch {
    // It broke; what it showed stays until the next try.
  }
}
