import { readFileSync } from 'node:fs'
import { keepIfPossible } from '../../lib/replace-file.ts'
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
      keepIfPossible(file, JSON.stringify(Object.fromEntries(all)))
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
