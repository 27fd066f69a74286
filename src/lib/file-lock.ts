import type { DatabaseSync } from 'node:sqlite'
import { setTimeout as after } from 'node:timers/promises'

/**
 * Waits until this process alone, of all that ask for the same file, has it. The kernel keeps it, through SQLite, which makes it work
 * within one process, too: whoever is killed has it no more, and whoever is only stopped still has. `undefined`: not within `patienceMs`,
 * or `signal` came. Its folder has to be there.
 */
export async function takeFileLock(
  file: string,
  {
    patienceMs,
    signal,
    betweenTriesMs = 30,
  }: { readonly patienceMs: number; readonly signal: AbortSignal; readonly betweenTriesMs?: number },
): Promise<Disposable | undefined> {
  const { DatabaseSync } = await import('node:sqlite')
  const untilMs = performance.now() + patienceMs
  // Its own patience would be everybody's: it waits without letting anything else happen.
  const database = new DatabaseSync(file, { timeout: 0 })
  while (!isTaken(database)) {
    if (signal.aborted || performance.now() > untilMs) {
      database.close()
      return undefined
    }
    await after(betweenTriesMs, undefined, { signal }).catch(() => undefined)
  }
  return { [Symbol.dispose]: () => database.close() }
}

/** Nothing is ever written to it. */
function isTaken(database: DatabaseSync): boolean {
  try {
    database.exec('BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === busy) return false
    database.close()
    throw error
  }
}

/** SQLITE_BUSY */
const busy = 5
