import { setTimeout as after } from 'node:timers/promises'
import type { Fields } from '../guards.ts'
import { openCgroups } from './held-container.ts'
import type { KernelFiles } from './kernel-files.ts'

/**
 * Samples of one container, as an engine would answer them. Ends with `ended` when the container or the signal does, and with
 * `unreadable` when this kernel doesn't run it or says what nobody expected: then the engine is to be asked.
 */
export type KernelSamples = (
  id: string,
  signal: AbortSignal,
) => AsyncGenerator<Fields, 'ended' | 'unreadable'>

/** The second sample comes soon: there is no share of a CPU without it. */
const soonMs = 250
const everyMs = 1_000

/** All containers together, each second: one look at the machine does for all of them, and so does one new picture. */
const untilNextMs = (): number => {
  const ms = everyMs - (performance.now() % everyMs)
  return ms < soonMs ? ms + everyMs : ms
}

export function kernelSamples(files: KernelFiles): KernelSamples {
  const hold = openCgroups(files)
  return async function* samples(id, signal) {
    const container = await hold(id)
    if (container === undefined) return 'unreadable'
    try {
      for (let pauseMs = soonMs; ; pauseMs = untilNextMs()) {
        const answer = await container.look()
        if (typeof answer === 'string') return answer
        yield answer
        await after(pauseMs, undefined, { signal })
      }
    } catch (thrown) {
      if (signal.aborted) return 'ended'
      throw thrown
    } finally {
      await container.close()
    }
  }
}
