import { totalmem } from 'node:os'
import { setInterval as ticks } from 'node:timers/promises'
import type { Stats } from '../engine.ts'
import { isAlive } from './life.ts'
import { descendantsOf } from './proc.ts'
import type { ProcessState } from './process-state.ts'

const ticksPerSecond = 100
const pageBytes = 4096

/** What a container's processes use together. What several of them share counts for each. */
export async function* sampleStats(
  { records }: ProcessState,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<Stats> {
  let before: { readonly usedTicks: number; readonly atMs: number } | undefined
  const look = (): Stats | undefined => {
    const record = records.find(id)
    if (record?.life === undefined || !isAlive(record)) return undefined
    const all = descendantsOf(record.life.keeper.pid)
    const usedTicks = all.reduce((sum, one) => sum + one.usedTicks, 0)
    const atMs = performance.now()
    const seconds = before === undefined ? 0 : (atMs - before.atMs) / 1000
    // Those that ended meanwhile take theirs along.
    const used = Math.max(0, usedTicks - (before?.usedTicks ?? 0)) / ticksPerSecond
    const cpuPercent = before === undefined ? undefined : (used / seconds) * 100
    before = { usedTicks, atMs }
    return {
      cpuPercent,
      memoryBytes: all.reduce((sum, { residentPages }) => sum + residentPages * pageBytes, 0),
      memoryLimitBytes: totalmem(),
      pids: all.length,
      at: new Date(),
    }
  }
  try {
    const first = look()
    if (first === undefined) return
    yield first
    for await (const _ of ticks(1_000, undefined, { signal, ref: false })) {
      const next = look()
      if (next === undefined) return
      yield next
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown
  }
}
