import { ok } from '../../lib/result.ts'
import type { Store } from '../../store/store.ts'
import type { TaskResult } from '../task-failure.ts'
import type { ListInput } from '../verbs.ts'
import { type KeptTask, keptTask } from './kept-task.ts'

/** All that can be read, the oldest first. */
export const readTasks = async (store: Store, input?: ListInput): TaskResult<readonly KeptTask[]> =>
  readable(await store.records('task'), input)

/** The same without most of those that have ended, however many there are. */
export const readOpenTasks = async (store: Store): TaskResult<readonly KeptTask[]> =>
  readable(await store.records('task', { isOpen: true }))

function readable(
  records: Awaited<ReturnType<Store['records']>>,
  { onUnreadable }: ListInput = {},
): Awaited<TaskResult<readonly KeptTask[]>> {
  if (!records.ok) return records
  return ok(
    records.value.flatMap((record) => {
      const kept = keptTask(record)
      if (!kept.ok) onUnreadable?.(kept.failure)
      return kept.ok ? [kept.value] : []
    }),
  )
}
