import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts'
import type { StoreFailure } from '../../src/store/store-failure.ts'
import type { Happening } from '../../src/workers/history/happening.ts'
import { HistoryKeeper } from '../../src/workers/history/keeper.ts'

let folder: string
let file: string
let told: StoreFailure[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hal-history-'))
  file = join(folder, 'hal.db')
  told = []
})
afterEach(() => rmSync(folder, { recursive: true }))

async function opened() {
  const store = await openSqliteStore(file)
  if (!store.ok) throw new Error(JSON.stringify(store.failure))
  const keeper = new HistoryKeeper({
    ...{ store: async () => store, file, owner: 'me' },
    keep: { forMs: 1_000_000, bytes: 1_000_000 },
    onUnkept: (failure) => told.push(failure),
  })
  return {
    keeper,
    [Symbol.asyncDispose]: async () => {
      await keeper[Symbol.asyncDispose]()
      await store.value[Symbol.asyncDispose]()
    },
  }
}

const stopped = (msAgo: number): Happening => ({
  ...{ name: 'ada', containerId: 'a', at: new Date(Date.now() - msAgo), what: { kind: 'stopped' } },
})

const changed = (sql: string): void => {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

test('a store that refuses notes for a reason of its own is told of once, and ends nothing', async () => {
  await using history = await opened()
  changed("CREATE TRIGGER none BEFORE INSERT ON note BEGIN SELECT RAISE(ABORT, 'not today'); END")
  const [one, other] = [stopped(20), stopped(10)]
  history.keeper.note([one])
  expect(await history.keeper.read({ limit: 9 })).toEqual({ ok: true, value: [] })
  history.keeper.note([other])
  expect(await history.keeper.names()).toEqual({ ok: true, value: [] })
  expect(told).toEqual([{ reason: 'store-broken', file, detail: 'not today' }])
  changed('DROP TRIGGER none')
  expect(await history.keeper.read({ limit: 9 })).toEqual({ ok: true, value: [one, other] })
})

test('a worker whose agent says something new all the time pushes out nobody else’s notes', async () => {
  await using history = await opened()
  const bobs: Happening = { ...stopped(5), name: 'bob', containerId: 'b' }
  history.keeper.note([bobs])
  for (let number = 0; number < 5_000; number += 1)
    history.keeper.note([
      {
        ...{ name: 'ada', containerId: 'a', at: new Date(Date.now() - number) },
        what: { kind: 'agent', activity: 'working', by: 'hook' },
      },
    ])
  const kept = await history.keeper.read({ limit: 9_999 })
  const names = kept.ok ? kept.value.map(({ name }) => name) : []
  expect(names).toContain('bob')
  expect(names.filter((name) => name === 'ada').length).toBeLessThan(100)
})
