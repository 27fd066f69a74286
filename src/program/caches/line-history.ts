import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepIfPossible } from '../../lib/replace-file.ts'

/** More than anybody goes back through. */
const kept = 200

/** Lines that the person typed, the newest last, for their eyes alone. Each is there once. Losing them costs nothing but typing. */
export function lineHistoryIn(
  stateDir: string,
  name: string,
): { read(): readonly string[]; add(line: string): void } {
  const file = join(stateDir, name)
  const read = (): readonly string[] => {
    try {
      return readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .slice(-kept)
    } catch {
      return []
    }
  }
  return {
    read,
    // Read again: another hal may have added lines meanwhile.
    add: (line) => {
      const lines = [...read().filter((past) => past !== line), line].slice(-kept)
      keepIfPossible(file, `${lines.join('\n')}\n`)
    },
  }
}
