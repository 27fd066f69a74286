import { setTimeout as after } from 'node:timers/promises'
import type { Store } from '../../store/store.ts'

/** A driver that is killed writes nothing: that it is gone is seen within so long. */
const longestMs = 2000
/** Agents at work write much, and little of it is of interest to who waits. */
const shortestMs = 100

/** Yields at once, and then whenever somebody who waits has reason to look again. Ends when `signal` aborts. */
export async function* occasions(store: Store, signal: AbortSignal): AsyncGenerator<void> {
  const over = new AbortController()
  const changes = store.changes(AbortSignal.any([signal, over.signal]))[Symbol.asyncIterator]()
  let change = changes.next()
  try {
    while (!signal.aborted) {
      if (await isWithin(longestMs, change)) change = changes.next()
      if (signal.aborted) return
      yield
      await after(shortestMs, undefined, { signal }).catch(() => undefined)
    }
  } finally {
    over.abort()
    // It can't be let go of while it is asked.
    await change
    await changes.return?.()
  }
}

async function isWithin(ms: number, change: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController()
  const late = after(ms, false, { signal: timer.signal }).catch(() => false)
  const isEarly = await Promise.race([change.then(() => true), late])
  timer.abort()
  return isEarly
}
