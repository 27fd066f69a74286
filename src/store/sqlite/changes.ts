import { type FSWatcher, utimesSync, watch } from 'node:fs'
import { basename, dirname } from 'node:path'

/**
 * Tells all who watch, in whichever program, that something was committed. SQLite's own writes to its files come before others can see what
 * was written, and what makes it seen is no write.
 */
export function tellOthers(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch {
    // It is committed: whoever reads next finds it.
  }
}

/** Tells when something may have been committed, by any program. What happens while the reader is busy is told once. */
export async function* changesOf(file: string, signal: AbortSignal): AsyncGenerator<void> {
  let tell = Promise.withResolvers<void>()
  const wake = (): void => tell.resolve()
  signal.addEventListener('abort', wake, { once: true })
  const watcher: FSWatcher = watch(dirname(file), (_, name) => {
    if (name === null || name === basename(file)) wake()
  })
  // A folder that goes away ends the watch, not hal: whoever reads next is told why.
  watcher.on('error', wake)
  try {
    while (!signal.aborted) {
      yield
      await tell.promise
      tell = Promise.withResolvers<void>()
    }
  } finally {
    watcher.close()
    signal.removeEventListener('abort', wake)
  }
}
