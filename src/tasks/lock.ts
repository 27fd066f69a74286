import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { takeFileLock } from '../lib/file-lock.ts'
import type { TasksContext } from './context.ts'

/** One driver a task, in whichever program: the kernel takes it back from one that is killed. `undefined`: somebody else is. */
export function takeTask(
  { locksDir }: TasksContext,
  id: string,
  { isPatient, signal }: { readonly isPatient: boolean; readonly signal: AbortSignal },
): Promise<Disposable | undefined> {
  mkdirSync(locksDir, { recursive: true, mode: 0o700 })
  const patienceMs = isPatient ? Number.POSITIVE_INFINITY : 0
  return takeFileLock(join(locksDir, id), { patienceMs, betweenTriesMs: 500, signal })
}
