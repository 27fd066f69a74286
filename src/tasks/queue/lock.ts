import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from '../../lib/file-lock.ts'
import type { TasksContext } from '../context.ts'

/** One driver a task, in whichever program: the kernel takes it back from one that is killed. `undefined`: somebody else is. */
export function takeTask(
  context: TasksContext,
  id: string,
  { isPatient, signal }: { readonly isPatient: boolean; readonly signal: AbortSignal },
): Promise<Disposable | undefined> {
  const patience = isPatient ? { patienceMs: Number.POSITIVE_INFINITY, betweenTriesMs: 500 } : glance
  return takeFileLock(lockFile(context, id), { ...patience, signal })
}

/** Whether anybody drives it now. */
export async function isDriven(context: TasksContext, id: string): Promise<boolean> {
  const { signal } = context
  using lock = await takeFileLock(lockFile(context, id), { patienceMs: 0, signal })
  return lock === undefined
}

/** One at a time looks whether there is room for another task, and takes it. */
export const takeDoor = (context: TasksContext, signal: AbortSignal): Promise<Disposable | undefined> =>
  // No task has such an id.
  takeFileLock(lockFile(context, 'queue'), { patienceMs: Number.POSITIVE_INFINITY, signal })

/** Longer than `isDriven` takes, which is no driver. */
const glance = { patienceMs: 250, betweenTriesMs: 10 }

/** Of a task; its folder is there. */
export function lockFile({ locksDir }: TasksContext, name: string): string {
  mkdirSync(locksDir, { recursive: true, mode: 0o700 })
  return join(locksDir, name)
}
