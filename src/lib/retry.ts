import { setTimeout } from 'node:timers/promises'
import type { Result } from './result.ts'

/** Tries again after each of the pauses, as long as a failure may pass. An abort ends a pause, and leaves the last word to the attempt. */
export async function retry<T, F>(
  attempt: () => Promise<Result<T, F>>,
  how: {
    readonly pausesMs: readonly number[]
    readonly mayPass: (failure: F) => boolean
    readonly onPause?: (failure: F, pauseMs: number) => void
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<T, F>> {
  for (const pauseMs of how.pausesMs) {
    const result = await attempt()
    if (result.ok || !how.mayPass(result.failure)) return result
    how.onPause?.(result.failure, pauseMs)
    await setTimeout(pauseMs, undefined, { signal: how.signal }).catch(() => undefined)
  }
  return attempt()
}
