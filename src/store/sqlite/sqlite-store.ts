import type { StatementSync } from 'node:sqlite'
import { fail, ok, type Result } from '../../lib/result.ts'
import type {
  Change,
  KeptNotes,
  NewNote,
  NewRecord,
  NotesQuery,
  RecordKind,
  Store,
  StoredEvent,
  StoredNote,
  StoredRecord,
} from '../store.ts'
import type { StoreFailure } from '../store-failure.ts'
import { changesOf, tellOthers } from './changes.ts'
import { failureOf } from './failures.ts'
import { type OpenDatabase, openDatabase, patienceMs } from './open-database.ts'

/** Opens the store in this file, and makes it, for the person's eyes alone, where there is none. One that can't be written can be read. */
export async function openSqliteStore(file: string): Promise<Result<Store, StoreFailure>> {
  const opened = openDatabase(file)
  return opened.ok ? ok(new SqliteStore(file, opened.value)) : opened
}

class SqliteStore implements Store {
  readonly #file: string
  #opened: OpenDatabase
  readonly #statements = new Map<string, StatementSync>()

  constructor(file: string, opened: OpenDatabase) {
    this.#file = file
    this.#opened = opened
  }

  get isReadOnly(): boolean {
    return this.#opened.refusal !== undefined
  }

  async create({ id, kind, createdAt, facts }: NewRecord): ReturnType<Store['create']> {
    return this.#write(() => {
      const made = this.#sql('INSERT OR IGNORE INTO record (id, kind, created_at, facts) VALUES (?, ?, ?, ?)')
      const { changes } = made.run(id, kind, createdAt.getTime(), JSON.stringify(facts))
      return changes === 1 ? ok(undefined) : fail({ reason: 'record-taken', id })
    })
  }

  async append(id: string, { after, events, facts, isClosed = false }: Change): ReturnType<Store['append']> {
    return this.#write(() => {
      const found = this.#sql('SELECT last_event FROM record WHERE id = ?').get(id)
      if (found === undefined) return fail({ reason: 'no-such-record', id })
      if (found['last_event'] !== after) return fail({ reason: 'record-moved-on', id })
      const insert = this.#sql('INSERT INTO event (record, number, event) VALUES (?, ?, ?)')
      for (const [index, event] of events.entries()) insert.run(id, after + 1 + index, JSON.stringify(event))
      const last = after + events.length
      const update = this.#sql('UPDATE record SET last_event = ?, facts = ?, is_closed = ? WHERE id = ?')
      update.run(last, JSON.stringify(facts), Number(isClosed), id)
      return ok(last)
    })
  }

  async record(id: string): ReturnType<Store['record']> {
    return this.#read(() => {
      const row = this.#sql(`${selectRecord} WHERE id = ?`).get(id)
      return row === undefined ? undefined : recordOf(row)
    })
  }

  async records(kind: RecordKind, options?: { readonly isOpen: true }): ReturnType<Store['records']> {
    const which = options === undefined ? '' : 'AND is_closed = 0'
    return this.#read(() =>
      this.#sql(`${selectRecord} WHERE kind = ? ${which} ORDER BY created_at, rowid`).all(kind).map(recordOf),
    )
  }

  async events(
    id: string,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): ReturnType<Store['events']> {
    return this.#read(() =>
      this.#sql('SELECT number, event FROM event WHERE record = ? AND number > ? ORDER BY number LIMIT ?')
        .all(id, after, limit)
        .map(eventOf),
    )
  }

  async remove(id: string): ReturnType<Store['remove']> {
    return this.#write(() => {
      this.#sql('DELETE FROM record WHERE id = ?').run(id)
      return ok(undefined)
    })
  }

  async note(notes: readonly NewNote[], kept: KeptNotes): ReturnType<Store['note']> {
    return this.#atOnce(() => {
      const insert = this.#sql(
        'INSERT OR IGNORE INTO note (id, owner, about, at, facts) VALUES (?, ?, ?, ?, ?)',
      )
      for (const { id, owner, about, at, facts } of notes)
        if (at >= kept.since) insert.run(id, owner, about, at.getTime(), JSON.stringify(facts))
      const surplus = this.#sql(`DELETE FROM note WHERE number IN (
        SELECT number FROM note WHERE owner = ? AND about = ? ORDER BY at DESC, number DESC LIMIT -1 OFFSET ?
      )`)
      const whom = new Map(notes.map(({ owner, about }) => [`${owner} ${about}`, { owner, about }]))
      for (const { owner, about } of whom.values()) surplus.run(owner, about, kept.mostAbout)
      this.#sql('DELETE FROM note WHERE at < ?').run(kept.since.getTime())
      this.#sql('DELETE FROM note WHERE number <= (SELECT max(number) FROM note) - ?').run(kept.most)
      return ok(undefined)
    })
  }

  async notes({ owner, about, since = longAgo, limit }: NotesQuery): ReturnType<Store['notes']> {
    const whom = about === undefined ? '' : 'AND about = ?'
    const named = about === undefined ? [] : [about]
    return this.#read(() =>
      this.#sql(`${selectNote} WHERE owner = ? AND at >= ? ${whom} ORDER BY at DESC, number DESC LIMIT ?`)
        .all(owner, since.getTime(), ...named, limit)
        .map(noteOf)
        .reverse(),
    )
  }

  async noted(owner: string): ReturnType<Store['noted']> {
    return this.#read(() =>
      this.#sql('SELECT DISTINCT about FROM note WHERE owner = ?')
        .all(owner)
        .map(({ about }) => String(about)),
    )
  }

  /** Pages that are in use: the file itself stays as long as it is, and has the others used again. */
  async usedBytes(): ReturnType<Store['usedBytes']> {
    return this.#read(() => {
      const [pages, free, size] = ['page_count', 'freelist_count', 'page_size'].map((name) =>
        Number(this.#sql(`PRAGMA ${name}`).get()?.[name]),
      ) as [number, number, number]
      return (pages - free) * size
    })
  }

  async check(): ReturnType<Store['check']> {
    return this.#commit(() => ok(undefined))
  }

  changes(signal: AbortSignal): AsyncIterable<void> {
    return changesOf(this.#file, signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#database.close()
  }

  get #database() {
    return this.#opened.database
  }

  /** One that couldn't be written is opened anew: others may have written meanwhile, and by now it may be this one's to write. */
  #renew(): void {
    if (this.#opened.refusal === undefined) return
    const again = openDatabase(this.#file)
    if (!again.ok) return
    this.#database.close()
    this.#statements.clear()
    this.#opened = again.value
  }

  #sql(text: string): StatementSync {
    const statement = this.#statements.get(text) ?? this.#database.prepare(text)
    this.#statements.set(text, statement)
    return statement
  }

  /** Others are not told: nobody waits for it. Nor does it wait for them, with all that this process does besides. */
  #atOnce<T>(op: () => Result<T, StoreFailure>): Result<T, StoreFailure> {
    this.#renew()
    try {
      this.#database.exec('PRAGMA busy_timeout = 0')
      return this.#commit(op)
    } finally {
      this.#database.exec(`PRAGMA busy_timeout = ${patienceMs}`)
    }
  }

  #read<T>(op: () => T): Result<T, StoreFailure> {
    this.#renew()
    try {
      return ok(op())
    } catch (thrown) {
      return fail(failureOf(thrown, this.#file))
    }
  }

  #write<T>(op: () => Result<T, StoreFailure>): Result<T, StoreFailure> {
    const done = this.#commit(op)
    if (done.ok) tellOthers(this.#file)
    return done
  }

  /** All of it or nothing. */
  #commit<T>(op: () => Result<T, StoreFailure>): Result<T, StoreFailure> {
    this.#renew()
    // SQLite itself takes the beginning of what it then refuses.
    if (this.#opened.refusal !== undefined) return fail(this.#opened.refusal)
    try {
      this.#database.exec('BEGIN IMMEDIATE')
      const done = op()
      this.#database.exec(done.ok ? 'COMMIT' : 'ROLLBACK')
      return done
    } catch (thrown) {
      // SQLite takes some back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      return fail(failureOf(thrown, this.#file))
    }
  }
}

const selectNote = 'SELECT id, about, at, facts FROM note'
const longAgo = new Date(0)

const selectRecord = 'SELECT id, created_at, last_event, facts FROM record'

type Row = Readonly<Record<string, unknown>>

const recordOf = (row: Row): StoredRecord => ({
  id: String(row['id']),
  createdAt: new Date(Number(row['created_at'])),
  lastEvent: Number(row['last_event']),
  facts: JSON.parse(String(row['facts'])),
})

const eventOf = (row: Row): StoredEvent => ({
  number: Number(row['number']),
  event: JSON.parse(String(row['event'])),
})

const noteOf = (row: Row): StoredNote => ({
  id: String(row['id']),
  about: String(row['about']),
  at: new Date(Number(row['at'])),
  facts: JSON.parse(String(row['facts'])),
})
