import { writeRefusal } from '../../lib/file-refusal.ts'
import type { StoreFailure } from '../store-failure.ts'

/** What SQLite threw, as a failure; what it didn't throw is a bug, and stays one. https://sqlite.org/rescode.html */
export function failureOf(thrown: unknown, file: string): StoreFailure {
  if (!(thrown instanceof Error)) throw thrown
  // What is kept is JSON, all of it.
  if (thrown instanceof SyntaxError) return { reason: 'store-broken', file, detail: thrown.message }
  if ('errcode' in thrown && typeof thrown.errcode === 'number') {
    const detail = thrown.message
    if (thrown.errcode === sqlite.noRoomForIndex) return { reason: 'store-full', file }
    // The lower byte is the kind, the rest says more of it.
    switch (thrown.errcode & 0xff) {
      case sqlite.busy:
      case sqlite.locked:
        return { reason: 'store-busy', file }
      case sqlite.full:
        return { reason: 'store-full', file }
      case sqlite.readOnly:
      case sqlite.cantOpen:
      case sqlite.permission:
        return { reason: 'store-read-only', file, detail }
      case sqlite.ioError:
      case sqlite.corrupt:
      case sqlite.notADatabase:
        return { reason: 'store-broken', file, detail }
    }
  }
  if ('code' in thrown && 'syscall' in thrown) {
    const code = String(thrown.code)
    if (code === 'ENOSPC' || code === 'EDQUOT') return { reason: 'store-full', file }
    if (refusals.has(code)) return { reason: 'store-read-only', file, detail: writeRefusal(thrown) }
    return { reason: 'store-broken', file, detail: code }
  }
  throw thrown
}

const refusals: ReadonlySet<string> = new Set(['EACCES', 'EPERM', 'EROFS'])

const sqlite = {
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
  /** SQLITE_IOERR_SHMSIZE: of the file beside it, without which it can't be opened to be written. */
  noRoomForIndex: 10 | (19 << 8),
} as const
