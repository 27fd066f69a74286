import { readdirSync, readFileSync } from 'node:fs'
import { probe } from './probe.ts'
import type { Surroundings } from './surroundings.ts'

/** The real files and a real hello; what belongs to the process is given. */
export const hereAndNow = (
  process: Pick<Surroundings, 'env' | 'home' | 'platform' | 'uid'>,
): Surroundings => ({
  ...process,
  probe,
  namesIn: (folder) => {
    try {
      return readdirSync(folder)
    } catch {
      return []
    }
  },
  readText: (path) => {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return undefined
    }
  },
})
