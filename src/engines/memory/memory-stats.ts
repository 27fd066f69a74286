import { setInterval as ticks } from 'node:timers/promises'
import type { Stats } from '../engine.ts'
import { isAlive, type MemoryContainer } from './memory-container.ts'

/** What a container without processes uses, again and again while it lives. */
export async function* sampleStats(
  find: () => MemoryContainer | undefined,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): AsyncGenerator<Stats> {
  try {
    for await (const _ of ticks(everyMs, undefined, { signal, ref: false })) {
      const container = find()
      if (container === undefined || !isAlive(container)) return
      yield {
        cpuPercent: 0,
        memoryBytes: 4_000_000,
        memoryLimitBytes: container.spec.limits.memoryBytes,
        pids: 1,
        at: new Date(),
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown
  }
}
