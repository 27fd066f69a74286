import { rmSync } from 'node:fs'
import type { Store, StoreResult } from '../../store/store.ts'
import type { TasksContext } from '../context.ts'
import { lockFile } from '../queue/lock.ts'

/** All that is kept of one that has ended. */
export async function dropTask(context: TasksContext, store: Store, id: string): StoreResult<void> {
  const removed = await store.remove(id)
  if (removed.ok) rmSync(lockFile(context, id), { force: true })
  return removed
}
