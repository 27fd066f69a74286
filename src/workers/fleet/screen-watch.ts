import { setTimeout as after } from 'node:timers/promises'
import type { Background } from '../../lib/background.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { captureScreen } from '../../tmux/screen.ts'
import { findPane } from '../../tmux/windows.ts'
import type { WorkersContext } from '../context.ts'
import { type Reachable, reach } from '../reach/reach.ts'
import type { Screen } from './fleet.ts'

interface ScreenWatch {
  /** Asked before each try; `undefined`: nothing to watch now. */
  readonly worker: () => Reachable | undefined
  readonly window: string | undefined
  readonly onScreen: (screen: Screen) => void
  readonly background: Background
  readonly signal: AbortSignal
}

/** At most 30 looks a second, however much a pane prints. */
const betweenLooksMs = 33

const betweenTriesMs = 300

/**
 * Looks at a window each time it printed something. Its own client, so that a screen nobody watches streams nothing. A stream that
 * broke (the worker was restarted, the engine went away) is opened again, until it is disposed.
 */
export function openScreenWatch(context: WorkersContext, watch: ScreenWatch): Disposable {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, watch.signal])
  void watch.background.run(() => follow(context, { ...watch, signal }))
  return { [Symbol.dispose]: () => ended.abort() }
}

async function follow(context: WorkersContext, watch: ScreenWatch): Promise<void> {
  const { signal } = watch
  while (!signal.aborted) {
    const worker = watch.worker()
    if (worker !== undefined) await followOnce(context, worker, watch)
    await after(betweenTriesMs, undefined, { signal }).catch(() => undefined)
  }
}

async function followOnce(context: WorkersContext, worker: Reachable, watch: ScreenWatch): Promise<void> {
  const reached = await reach(context, worker, watch.signal)
  if (!reached.ok) return
  await using client = reached.value
  const pane = await findPane(client, watch.window)
  if (!pane.ok) return
  await look(client, pane.value.paneId, watch)
}

async function look(client: ControlClient, paneId: string, { onScreen, signal }: ScreenWatch): Promise<void> {
  let isDirty = true
  let wake = () => {}
  const stir = () => {
    isDirty = true
    wake()
  }
  const unsubscribe = client.onOutput(paneId, stir)
  const stopListening = client.onNotification(stir)
  void client.closed.then(stir)
  signal.addEventListener('abort', stir)
  try {
    while (!signal.aborted) {
      isDirty = false
      const screen = await captureScreen(client, paneId)
      if (signal.aborted || !screen.ok) return
      onScreen(screen.value)
      await after(betweenLooksMs, undefined, { signal }).catch(() => undefined)
      if (!isDirty) await new Promise<void>((resolve) => (wake = resolve))
    }
  } finally {
    unsubscribe()
    stopListening()
  }
}
