import type { Stats } from '../engines/engine.ts'

const keptSamples = 30

/** What a worker uses, and did lately. */
export interface Sampled {
  readonly stats: Stats
  readonly cpuHistory: readonly number[]
  readonly memoryHistory: readonly number[]
}

/** Until a new stream has something to compare with, what the one before said of the CPU stays. */
export const sampled = (before: Sampled | undefined, stats: Stats): Sampled => ({
  stats: { ...stats, cpuPercent: stats.cpuPercent ?? before?.stats.cpuPercent },
  cpuHistory: [
    ...(before?.cpuHistory ?? []),
    ...(stats.cpuPercent === undefined ? [] : [stats.cpuPercent]),
  ].slice(-keptSamples),
  memoryHistory: [...(before?.memoryHistory ?? []), stats.memoryBytes].slice(-keptSamples),
})
