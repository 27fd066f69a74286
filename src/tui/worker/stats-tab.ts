import { formatBytes } from '../../lib/bytes.ts'
import { selectedRow } from '../list/rows.ts'
import { barsOf } from '../looks/bars.ts'
import { pad } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { View } from '../view.ts'

/** What the selected worker uses, against what it may: the last samples as bars, as wide as there is room. */
export const statsLines = ({ model, theme }: View): readonly string[] | undefined => {
  const row = selectedRow(model)
  if (row === undefined) return []
  const { worker, stats, cpuHistory } = row
  const { memoryBytes, cpus, pids } = worker.limits
  if (stats === undefined) return undefined
  const columns = Math.max(8, Math.min(120, model.size.columns - 44))
  const held = model.pane.samples?.name === worker.name ? model.pane.samples : undefined
  const cpu = held?.cpu ?? cpuHistory
  const memory = held?.memory ?? [stats.memoryBytes]
  const memoryLimit = stats.memoryLimitBytes > 0 ? stats.memoryLimitBytes : memoryBytes
  const percent = stats.cpuPercent === undefined ? theme.glyphs.none : `${Math.round(stats.cpuPercent)}%`
  const line = (label: string, value: string, rest: string) =>
    `${theme.paint.dim(pad(label, 10))}${pad(value, 6, { isRight: true })}  ${rest}`
  return [
    line('cpu', percent, `${bars(cpu, cpus * 100, columns, theme)}  ${theme.paint.dim(`of ${cpus * 100}%`)}`),
    '',
    line(
      'memory',
      formatBytes(stats.memoryBytes),
      `${bars(memory, memoryLimit, columns, theme)}  ${theme.paint.dim(`of ${formatBytes(memoryLimit)}`)}`,
    ),
    '',
    line('processes', String(stats.pids), theme.paint.dim(`of ${pids}`)),
    ...traffic(row.stats, line),
  ]
}

type Traffic = { readonly received: number; readonly sent: number }
type Disk = { readonly read: number; readonly written: number }

/** As far as the engine says. */
const traffic = (
  stats: { readonly network?: Traffic | undefined; readonly disk?: Disk | undefined } | undefined,
  line: (label: string, value: string, rest: string) => string,
): readonly string[] => [
  ...(stats?.network === undefined
    ? []
    : [
        '',
        line('network', formatBytes(stats.network.received), `in, ${formatBytes(stats.network.sent)} out`),
      ]),
  ...(stats?.disk === undefined
    ? []
    : ['', line('disk', formatBytes(stats.disk.read), `read, ${formatBytes(stats.disk.written)} written`)]),
]

const bars = (samples: readonly number[], most: number, columns: number, theme: Theme): string =>
  theme.paint.accent(barsOf(samples.slice(-columns), most, theme).padStart(columns))
