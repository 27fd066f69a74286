import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SocketCache } from '../../workers/context.ts'

/** Engines and owners that are remembered; a person has a few, tests have many. */
const mostKept = 20

/** Remembers in `file` where the socket volume was found, by `key`: which engine, and whose workers. */
export function socketCache(file: string, key: string): SocketCache {
  let known: string | undefined
  return {
    isOn: true,
    read: () => {
      known ??= readAll(file).get(key)
      return known
    },
    write: (directory) => {
      if (directory === known) return
      known = directory
      const others = [...readAll(file)].filter(([kept]) => kept !== key)
      const all = directory === undefined ? others : [...others, [key, directory] as const].slice(-mostKept)
      // Only a cache: where it can't be kept, hal asks the engine again.
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        const draft = `${file}.${randomUUID()}`
        writeFileSync(draft, JSON.stringify(Object.fromEntries(all)), { mode: 0o600 })
        renameSync(draft, file)
      } catch {
        return
      }
    },
  }
}

function readAll(file: string): ReadonlyMap<string, string> {
  try {
    const cached: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (typeof cached !== 'object' || cached === null) return new Map()
    return new Map(
      Object.entries(cached).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    )
  } catch {
    return new Map()
  }
}

/** For a hal that is to go through the engine. */
export const noSockets: SocketCache = { isOn: false, read: () => undefined, write: () => undefined }
