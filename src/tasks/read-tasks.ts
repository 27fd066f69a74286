import { ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import { type KeptTask, keptTask } from './kept-task.ts'
import type { TaskResult } from './task-failure.ts'
import type { ListInput } from './verbs.ts'

/** All that can be read, the oldest first. */
export async function readTasks(
  store: Store,
  { onUnreadable }: ListInput = {},
): TaskResult<readonly KeptTask[]> {
  const records = await store.records('task')
  if (!records.ok) return records
  return ok(
    records.value.flatMap((record) => {
      const kept = keptTask(record)
      if (!kept.ok) onUnreadable?.(kept.failure)
      return kept.ok ? [kept.value] : []
    }),
  )
}
