import { fail } from '../../lib/result.ts'
import type { Store } from '../../store/store.ts'
import type { TaskResult } from '../task-failure.ts'
import { type KeptTask, keptTask } from './kept-task.ts'

/** By its whole id, or by a beginning that no other has. */
export async function findTask(store: Store, id: string): TaskResult<KeptTask> {
  const exact = await store.record(id)
  if (!exact.ok) return exact
  if (exact.value !== undefined) return keptTask(exact.value)
  const records = await store.records('task')
  if (!records.ok) return records
  const matches = id === '' ? [] : records.value.filter((record) => record.id.startsWith(id))
  const [first, second] = matches
  if (first === undefined) return fail({ reason: 'no-such-task', id, hasTasks: records.value.length > 0 })
  if (second !== undefined)
    return fail({ reason: 'ambiguous-task', id, matches: matches.map((record) => record.id) })
  return keptTask(first)
}
