import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { SocketCache } from '../../workers/context.ts'

/** Remembers in `file` where the socket volume was found; what was written under another `key` (another engine) doesn't count. */
export function socketCache(file: string, key: string): SocketCache {
  let known: string | undefined
  return {
    read: () => {
      known ??= readCached(file, key)
      return known
    },
    write: (directory) => {
      if (directory === known) return
      known = directory
      // Only a cache: where it can't be kept, hal asks the engine again.
      try {
        mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
        if (directory === undefined) rmSync(file, { force: true })
        else writeFileSync(file, JSON.stringify({ key, directory }), { mode: 0o600 })
      } catch {
        return
      }
    },
  }
}

function readCached(file: string, key: string): string | undefined {
  try {
    const cached: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const isOurs =
      typeof cached === 'object' &&
      cached !== null &&
      'key' in cached &&
      cached.key === key &&
      'directory' in cached
    return isOurs && typeof cached.directory === 'string' ? cached.directory : undefined
  } catch {
    return undefined
  }
}

/** For a hal that is to go through the engine. */
export const noSockets: SocketCache = { read: () => undefined, write: () => undefined }
