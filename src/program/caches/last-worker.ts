import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepIfPossible } from '../../lib/replace-file.ts'

/** Remembers the worker that was attached to last, of each server its own. Forgetting it costs nothing but the `-`. */
export function lastWorkerIn(
  stateDir: string,
  url: string | undefined,
): { read(): string | undefined; write(name: string): void } {
  const file = join(stateDir, url === undefined ? 'last-worker' : `last-worker-${nameOf(url)}`)
  return {
    read: () => {
      try {
        return readFileSync(file, 'utf8').trim() || undefined
      } catch {
        return undefined
      }
    },
    write: (name) => keepIfPossible(file, name),
  }
}

/** However long its address is, a file can have it. */
const nameOf = (url: string): string =>
  createHash('sha256').update(new URL(url).origin).digest('hex').slice(0, 16)
