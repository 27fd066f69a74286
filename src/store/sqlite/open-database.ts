import { closeSync, mkdirSync, openSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { StoreFailure } from '../store-failure.ts'
import { failureOf } from './failures.ts'
import { bringUpToDate, isUpToDate } from './schema.ts'

/** How long a writer waits for another one's. Each takes milliseconds. */
export const patienceMs = 5_000

export interface OpenDatabase {
  readonly database: DatabaseSync
  /** Why it can only be read. `undefined`: it can be written, too. */
  readonly refusal: StoreFailure | undefined
}

/** Opens this file, and makes it, for the person's eyes alone, where there is none. One that can't be written is opened to be read. */
export function openDatabase(file: string): Result<OpenDatabase, StoreFailure> {
  const opened = openToWrite(file)
  if (opened.ok) return opened
  const { reason } = opened.failure
  const mayBeRead = reason === 'store-read-only' || reason === 'store-full'
  return mayBeRead ? openToRead(file, opened.failure) : opened
}

function openToWrite(file: string): Result<OpenDatabase, StoreFailure> {
  let database: DatabaseSync | undefined
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // SQLite would make it for everybody to read.
    closeSync(openSync(file, 'a', 0o600))
    database = new DatabaseSync(file, { timeout: patienceMs })
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON')
    const newer = bringUpToDate(database)
    if (newer === undefined) return ok({ database, refusal: undefined })
    database.close()
    return fail({ reason: 'store-newer', file, version: newer })
  } catch (thrown) {
    database?.close()
    return fail(failureOf(thrown, file))
  }
}

/** `refusal`: why it can't be written, and all there is to say where it can't be read, either, or only as an older hal left it. */
function openToRead(file: string, refusal: StoreFailure): Result<OpenDatabase, StoreFailure> {
  const log = `${file}-wal`
  // What is in the log is not in the file yet. Without one, SQLite would want to make it, unless it is told that nothing changes.
  const isInLog = sizeOf(log) > 0
  const path = isInLog ? file : `${pathToFileURL(file).href}?immutable=1`
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: patienceMs })
    if (isUpToDate(database)) return ok({ database, refusal })
    database.close()
    return fail(refusal)
  } catch {
    database?.close()
    if (!isInLog || refusal.reason !== 'store-read-only') return fail(refusal)
    return fail({ ...refusal, detail: `${refusal.detail}, and without that nobody can read ${log}` })
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
