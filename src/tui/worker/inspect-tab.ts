import { inspectRows } from '../../present/inspect.ts'
import type { Worker } from '../../workers/worker.ts'
import { pad } from '../looks/text.ts'
import type { View } from '../view.ts'

/** What `hal workers inspect` says. */
export const inspectLines = (worker: Worker, { model, theme }: View): readonly string[] => {
  const rows = inspectRows(worker, model.now)
  const columns = Math.max(0, ...rows.map(([name]) => name?.text.length ?? 0))
  return rows.map(
    ([name, value]) => `${theme.paint.dim(pad(name?.text ?? '', columns))}  ${value?.text ?? ''}`,
  )
}
