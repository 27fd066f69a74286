import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepIfPossible } from '../../lib/replace-file.ts'

/** Remembers the worker that was attached to last. Forgetting it costs nothing but the `-`. */
export function lastWorkerIn(stateDir: string): { read(): string | undefined; write(name: string): void } {
  const file = join(stateDir, 'last-worker')
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
