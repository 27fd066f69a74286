import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { Store } from '../../src/store/store.ts'
import { fillDisk, letWrite, smallDisk } from '../rigs/small-disk.ts'
import { describeStore, value } from './store.ts'

const echoer = fileURLToPath(new URL('../rigs/store-echo.ts', import.meta.url))
const writer = fileURLToPath(new URL('../rigs/store-writer.ts', import.meta.url))

describeStore('SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hal-store-'))
  return {
    open: () => opened(join(folder, 'hal.db')),
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true }),
  }
})

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-store-'))
  file = join(folder, 'kept', 'hal.db')
})
afterEach(() => rmSync(folder, { recursive: true }))

async function opened(path: string): Promise<Store> {
  const store = await openSqliteStore(path)
  if (!store.ok) throw new Error(JSON.stringify(store.failure))
  return store.value
}
const failureAtOpening = async () => {
  const store = await openSqliteStore(file)
  return store.ok ? undefined : store.failure
}

test('is for the person’s eyes alone', async () => {
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  for (const path of [file, `${file}-wal`]) expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'kept')).mode & 0o777).toBe(0o700)
})

test('of a newer hal is left alone', async () => {
  await (await opened(file))[Symbol.asyncDispose]()
  const database = new DatabaseSync(file)
  database.exec('PRAGMA user_version = 99')
  database.close()
  expect(await failureAtOpening()).toEqual({ reason: 'store-newer', file, version: 99 })
})

test('of an older hal is brought up to date, with all that is in it', async () => {
  mkdirSync(join(folder, 'kept'))
  const database = new DatabaseSync(file)
  database.exec(`
    CREATE TABLE record (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at INTEGER NOT NULL,
      last_event INTEGER NOT NULL DEFAULT 0, facts TEXT NOT NULL
    ) STRICT;
    CREATE INDEX record_by_age ON record (kind, created_at, id);
    CREATE TABLE event (
      record TEXT NOT NULL REFERENCES record ON DELETE CASCADE,
      number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (record, number)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO record VALUES ('a', 'task', 1000, 1, '{"n":1}');
    INSERT INTO event VALUES ('a', 1, '{"n":1}');
    PRAGMA user_version = 1`)
  database.close()
  await using store = await opened(file)
  const kept = { id: 'a', createdAt: new Date(1000), lastEvent: 1, facts: { n: 1 } }
  expect(value(await store.records('task', { isOpen: true }))).toEqual([kept])
  expect(value(await store.append('a', { after: 1, events: [{ n: 2 }], facts: {} }))).toBe(2)
})

test('of a hal that kept no notes is brought up to date, with all that is in it', async () => {
  mkdirSync(join(folder, 'kept'))
  const database = new DatabaseSync(file)
  database.exec(`
    CREATE TABLE record (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, created_at INTEGER NOT NULL,
      last_event INTEGER NOT NULL DEFAULT 0, facts TEXT NOT NULL, is_closed INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX record_by_age ON record (kind, created_at, id);
    CREATE TABLE event (
      record TEXT NOT NULL REFERENCES record ON DELETE CASCADE,
      number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (record, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX open_record ON record (kind, created_at, id) WHERE is_closed = 0;
    INSERT INTO record VALUES ('a', 'task', 1000, 1, '{"n":1}', 1);
    INSERT INTO event VALUES ('a', 1, '{"n":1}');
    PRAGMA user_version = 2`)
  database.close()
  await using store = await opened(file)
  expect(value(await store.note([aNote('n')], everyNote))).toBeUndefined()
  expect(value(await store.notes({ owner: 'me', limit: 9 }))).toMatchObject([{ id: 'n' }])
  expect(value(await store.events('a', { after: 0, limit: 9 }))).toEqual([{ number: 1, event: { n: 1 } }])
  expect(value(await store.records('task', { isOpen: true }))).toEqual([])
})

test('that is none says so', async () => {
  await (await opened(file))[Symbol.asyncDispose]()
  writeFileSync(file, 'these are my notes, not a database, and they are rather long')
  expect(await failureAtOpening()).toMatchObject({ reason: 'store-broken', file })
})

test('with a damaged record in it says so', async () => {
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  using other = new DatabaseSync(file)
  other.exec("UPDATE record SET facts = '{\"wi'")
  expect(await store.record('a')).toMatchObject({ ok: false, failure: { reason: 'store-broken', file } })
})

test('where nothing can be made says so', async () => {
  writeFileSync(join(folder, 'kept'), '')
  expect(await failureAtOpening()).toMatchObject({
    reason: 'store-broken',
    detail: expect.stringMatching(/EEXIST|ENOTDIR/),
  })
  chmodSync(join(folder, 'kept'), 0o600)
})

test('says that another program holds it, and keeps nothing of what was to be written', async () => {
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  using other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  expect(await store.append('a', { after: 0, events: [{ n: 1 }], facts: {} })).toEqual({
    ok: false,
    failure: { reason: 'store-busy', file },
  })
  expect(await store.check()).toEqual({ ok: false, failure: { reason: 'store-busy', file } })
  other.exec('ROLLBACK')
  expect(value(await store.append('a', { after: 0, events: [{ n: 1 }], facts: {} }))).toBe(1)
}, 30_000)

test('on a full disk says so, loses nothing acknowledged, and goes on when there is room again', async () => {
  await using _ = await smallDisk(join(folder, 'kept'), 512 * 1024)
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  const filler = join(folder, 'kept', 'filler')
  writeFileSync(filler, Buffer.alloc(128 * 1024))
  const write = (after: number) =>
    store.append('a', {
      after,
      events: [{ n: after + 1, filling: 'x'.repeat(4000) }],
      facts: { last: after + 1 },
    })
  let last = 0
  let written = await write(last)
  for (; written.ok; written = await write(last)) last = written.value
  expect(written.failure).toEqual({ reason: 'store-full', file })
  expect(last).toBeGreaterThan(5)
  expect(value(await store.record('a'))).toMatchObject({ lastEvent: last, facts: { last } })
  expect(value(await store.events('a', { after: 0, limit: 1000 }))).toHaveLength(last)
  rmSync(filler)
  expect(value(await write(last))).toBe(last + 1)
})

describe('on a disk without a byte of room, or that takes no writes', () => {
  const kept = { id: 'a', createdAt: new Date(1000), lastEvent: 1, facts: { n: 1 } }
  const fill = async (store: Store) => {
    value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(1000), facts: {} }))
    value(await store.append('a', { after: 0, events: [{ n: 1 }], facts: { n: 1 } }))
  }
  let disk: AsyncDisposable
  beforeEach(async () => {
    disk = await smallDisk(join(folder, 'kept'), 4 * 1024 ** 2)
  })
  afterEach(() => disk[Symbol.asyncDispose]())

  test('is read, says of each write that it can’t be, and is written as soon as it can', async () => {
    {
      await using before = await opened(file)
      await fill(before)
    }
    await letWrite(join(folder, 'kept'), 'ro')
    await using store = await opened(file)
    expect(store.isReadOnly).toBe(true)
    expect(value(await store.records('task'))).toEqual([kept])
    expect(value(await store.events('a', { after: 0, limit: 9 }))).toEqual([{ number: 1, event: { n: 1 } }])
    const failure = { reason: 'store-read-only', file, detail: 'the disk is read-only' }
    for (const write of [
      store.append('a', { after: 1, events: [{ n: 2 }], facts: {} }),
      store.note([aNote('n')], everyNote),
      store.remove('a'),
      store.check(),
    ])
      expect(await write).toEqual({ ok: false, failure })
    await letWrite(join(folder, 'kept'), 'rw')
    expect(store.isReadOnly).toBe(true)
    expect(value(await store.append('a', { after: 1, events: [{ n: 2 }], facts: { n: 2 } }))).toBe(2)
    expect(store.isReadOnly).toBe(false)
    expect(value(await store.record('a'))).toMatchObject({ lastEvent: 2, facts: { n: 2 } })
  })

  test('is read where there is no room to open it for anything else, and is written when there is again', async () => {
    {
      await using before = await opened(file)
      await fill(before)
    }
    const makeRoom = fillDisk(join(folder, 'kept'))
    await using store = await opened(file)
    expect(value(await store.records('task'))).toEqual([kept])
    const refused = { ok: false, failure: { reason: 'store-full', file } }
    expect(await store.append('a', { after: 1, events: [{ n: 2 }], facts: {} })).toEqual(refused)
    makeRoom()
    expect(value(await store.append('a', { after: 1, events: [{ n: 2 }], facts: {} }))).toBe(2)
  })

  test('is read with what a program that was killed had not brought into its file, or says why it isn’t', async () => {
    await using writing = await opened(join(folder, 'hal.db'))
    await fill(writing)
    for (const end of ['', '-wal', '-shm']) cpSync(join(folder, `hal.db${end}`), `${file}${end}`)
    await letWrite(join(folder, 'kept'), 'ro')
    {
      await using store = await opened(file)
      expect(value(await store.records('task'))).toEqual([kept])
    }
    await letWrite(join(folder, 'kept'), 'rw')
    rmSync(`${file}-shm`)
    await letWrite(join(folder, 'kept'), 'ro')
    expect(await failureAtOpening()).toEqual({
      ...{ reason: 'store-read-only', file },
      detail: `the disk is read-only, and without that nobody can read ${file}-wal`,
    })
  })
})

test('tells of each thing that another program writes, and then is silent', async () => {
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  const echo = execa(process.execPath, [echoer, file, 'a'], { stdin: 'pipe' })
  const over = new AbortController()
  let asked = 0
  for await (const _ of store.changes(over.signal)) {
    if ((value(await store.record('a'))?.lastEvent ?? 0) < asked) continue
    if (asked === 100) over.abort()
    else echo.stdin.write(`${++asked}\n`)
  }
  echo.stdin.end()
  await echo
})

const aNote = (id: string) => ({ id, owner: 'me', about: 'ada', at: new Date(1000), facts: {} })
const everyNote = { since: new Date(0), most: 1000, mostAbout: 1000 }

test('says at once of a note that another program holds it', async () => {
  await using store = await opened(file)
  using other = new DatabaseSync(file)
  other.exec('BEGIN IMMEDIATE')
  expect(await store.note([aNote('n')], everyNote)).toEqual({
    ok: false,
    failure: { reason: 'store-busy', file },
  })
  other.exec('ROLLBACK')
  expect(value(await store.note([aNote('n')], everyNote))).toBeUndefined()
})

test('waits for another program with what must be kept, also between notes', async () => {
  await using store = await opened(file)
  value(await store.create({ id: 'a', kind: 'task', createdAt: new Date(), facts: {} }))
  const busy = execa(process.execPath, [writer, file, 'b'], { reject: false, buffer: false })
  for (let after = 0; after < 100; after++) {
    await store.note([aNote(`n${after}`)], everyNote)
    expect(value(await store.append('a', { after, events: [{}], facts: {} }))).toBe(after + 1)
  }
  busy.kill()
  await busy
})

/** Kills a writer after some acknowledgements; the number of the last event that it was told of. */
async function acknowledgedUntilKilled(id: string): Promise<number> {
  const running = execa(process.execPath, [writer, file, id], { reject: false, buffer: { stdout: true } })
  let left = 1 + Math.floor(Math.random() * 60)
  running.stdout.on('data', (bytes: Buffer) => {
    left -= bytes.toString().split('\n').length - 1
    if (left <= 0) running.kill('SIGKILL')
  })
  const { stdout, stderr, signal } = await running
  if (signal !== 'SIGKILL') throw new Error(stderr)
  // What was cut off was not told.
  const told = stdout
    .slice(0, stdout.lastIndexOf('\n') + 1)
    .trim()
    .split('\n')
  return Number(told.at(-1))
}

test('loses nothing acknowledged, repeats nothing and keeps the order when its writers are killed, 200 times', async () => {
  await (await opened(file))[Symbol.asyncDispose]()
  const ids = ['a', 'b', 'c', 'd']
  for (let round = 0; round < 50; round++) {
    const acknowledged = await Promise.all(ids.map(acknowledgedUntilKilled))
    await using store = await opened(file)
    for (const [index, id] of ids.entries()) {
      const record = value(await store.record(id))
      const events = value(await store.events(id, { after: 0, limit: 1_000_000 }))
      expect(record?.lastEvent).toBeGreaterThanOrEqual(acknowledged[index] ?? Number.NaN)
      expect(record?.facts).toEqual({ last: record?.lastEvent })
      expect(events.map(({ number, event }) => (event as { n: number }).n - number)).toEqual(
        events.map(() => 0),
      )
      expect(events.map(({ number }) => number)).toEqual(events.map((_, at) => at + 1))
      expect(events).toHaveLength(record?.lastEvent ?? Number.NaN)
    }
  }
}, 300_000)
