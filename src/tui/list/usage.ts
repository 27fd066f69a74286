import { formatBytes } from '../../lib/bytes.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { barsOf } from '../looks/bars.ts'
import type { Theme } from '../looks/theme.ts'

/** `▁▃▆▄  88%`: what its CPU did lately against what it may, and does now; `undefined` where nobody knows. */
export const cpuText = ({ stats, cpuHistory, worker }: FleetWorker, theme: Theme): string | undefined => {
  if (stats?.cpuPercent === undefined) return undefined
  const spark = barsOf(cpuHistory.slice(-4), worker.limits.cpus * 100, theme)
  return `${spark} ${`${Math.round(stats.cpuPercent)}%`.padStart(4)}`
}

/** How many bars there are in a terminal of so many columns. */
const memoryBars = (terminal: number): number => (terminal >= 160 ? 4 : terminal >= 120 ? 1 : 0)

export const memoryColumns = (terminal: number): number => {
  const bars = memoryBars(terminal)
  return bars === 0 ? 10 : 10 + bars
}

/** `▃ 412M/4G`: the bars as of its CPU, as many as there is room for. */
export const memoryText = (
  { stats, memoryHistory }: FleetWorker,
  theme: Theme,
  terminal: number,
): string | undefined => {
  if (stats === undefined) return undefined
  const { memoryBytes, memoryLimitBytes } = stats
  const bars = memoryBars(terminal)
  const history = bars === 0 ? [] : (memoryHistory ?? [memoryBytes]).slice(-bars)
  const spark = barsOf(history, memoryLimitBytes, theme)
  const numbers = `${formatBytes(memoryBytes)}/${formatBytes(memoryLimitBytes)}`
  return spark === '' ? numbers : `${spark} ${numbers.padStart(9)}`
}
