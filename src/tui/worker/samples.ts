import { selectedRow } from '../list/rows.ts'
import type { Model } from '../model.ts'
import type { Samples } from './pane-state.ts'

/** As many as the widest bars show. */
const kept = 120

/** With the newest numbers of the selected worker; the same ones where there are none newer. */
export const samplesAfter = (model: Model): Samples | undefined => {
  const row = selectedRow(model)
  const { samples } = model.pane
  if (row?.stats === undefined) return samples
  const { name } = row.worker
  const { at, cpuPercent, memoryBytes } = row.stats
  const before =
    samples?.name === name ? samples : { cpu: row.cpuHistory.slice(0, -1), memory: [], at: new Date(0) }
  if (before.at.getTime() >= at.getTime()) return samples
  return {
    name,
    at,
    cpu: [...before.cpu, ...(cpuPercent === undefined ? [] : [cpuPercent])].slice(-kept),
    memory: [...before.memory, memoryBytes].slice(-kept),
  }
}
