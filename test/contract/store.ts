import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NewNote, NewRecord, Store, StoreResult } from '../../src/store/store.ts'

/** An adapter as the suite needs it. */
export interface StoreUnderTest extends AsyncDisposable {
  /** Another program's view of the same store. */
  readonly open: () => Promise<Store>
}

/** Holds an adapter to the MUST sentences of the port. */
export function describeStore(adapterName: string, make: () => Promise<StoreUnderTest>): void {
  let adapter: StoreUnderTest
  let store: Store

  beforeEach(async () => {
    adapter = await make()
    store = await adapter.open()
  })
  afterEach(async () => {
    await store[Symbol.asyncDispose]()
    await adapter[Symbol.asyncDispose]()
  })

  const record = (id: string, given: Partial<NewRecord> = {}): NewRecord => ({
    ...{ id, kind: 'task', createdAt: new Date('2026-01-02T03:04:05.678Z'), facts: { of: id } },
    ...given,
  })
  const created = async (id: string, given?: Partial<NewRecord>) =>
    value(await store.create(record(id, given)))
  const numbered = (...numbers: readonly number[]) => numbers.map((n) => ({ n }))
  const all = { after: 0, limit: 1000 }
  const note = (id: string, ms: number, given: Partial<NewNote> = {}): NewNote => ({
    ...{ id, owner: 'me', about: 'ada', at: new Date(ms), facts: { of: id } },
    ...given,
  })
  const ever = { since: new Date(0), most: 1000, mostAbout: 1000 }
  const idsOf = async (
    given: { readonly about?: string; readonly since?: Date; readonly limit?: number } = {},
  ) => value(await store.notes({ owner: 'me', limit: 1000, ...given })).map(({ id }) => id)

  describe(adapterName, () => {
    test('keeps a record as it was given', async () => {
      await created('a', { facts: { words: 'ünïcode\u0000\n', deep: [{ n: 1.5 }, null] } })
      expect(await store.record('a')).toEqual({
        ok: true,
        value: {
          ...{ id: 'a', createdAt: new Date('2026-01-02T03:04:05.678Z'), lastEvent: 0 },
          facts: { words: 'ünïcode\u0000\n', deep: [{ n: 1.5 }, null] },
        },
      })
      expect(await store.record('b')).toEqual({ ok: true, value: undefined })
    })

    test('says that something could be kept, and keeps nothing by that', async () => {
      expect(await store.check()).toEqual({ ok: true, value: undefined })
      expect(value(await store.records('task'))).toEqual([])
    })

    test('has each id once', async () => {
      await created('a')
      const again = await store.create(record('a', { facts: { of: 'another' } }))
      expect(again).toEqual({ ok: false, failure: { reason: 'record-taken', id: 'a' } })
      expect(value(await store.record('a'))?.facts).toEqual({ of: 'a' })
    })

    test('lists the oldest first', async () => {
      await created('b', { createdAt: new Date(2000) })
      await created('a', { createdAt: new Date(3000) })
      await created('c', { createdAt: new Date(1000) })
      expect(value(await store.records('task')).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    })

    test('lists those of the same moment as they were created, whatever they are called', async () => {
      for (const id of ['b', 'a', 'c']) await created(id)
      expect(value(await store.records('task')).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
      const open = await store.records('task', { isOpen: true })
      expect(value(open).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
    })

    test('lists open ones alone, too, the oldest first', async () => {
      await created('b', { createdAt: new Date(2000) })
      await created('a', { createdAt: new Date(3000) })
      await created('c', { createdAt: new Date(1000) })
      const open = async () => value(await store.records('task', { isOpen: true })).map(({ id }) => id)
      expect(await open()).toEqual(['c', 'b', 'a'])
      value(await store.append('b', { after: 0, events: numbered(1), facts: {}, isClosed: true }))
      expect(await open()).toEqual(['c', 'a'])
      expect(value(await store.records('task')).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    })

    test('numbers events from 1, each record’s for itself', async () => {
      await created('a')
      await created('b')
      expect(await store.append('a', { after: 0, events: numbered(1, 2), facts: {} })).toEqual({
        ok: true,
        value: 2,
      })
      value(await store.append('b', { after: 0, events: numbered(7), facts: {} }))
      expect(await store.append('a', { after: 2, events: numbered(3), facts: { at: 3 } })).toEqual({
        ok: true,
        value: 3,
      })
      expect(value(await store.events('a', all))).toEqual([
        { number: 1, event: { n: 1 } },
        { number: 2, event: { n: 2 } },
        { number: 3, event: { n: 3 } },
      ])
      expect(value(await store.record('a'))).toMatchObject({ lastEvent: 3, facts: { at: 3 } })
    })

    test('brings some of many events', async () => {
      await created('a')
      value(await store.append('a', { after: 0, events: numbered(1, 2, 3, 4), facts: {} }))
      const some = value(await store.events('a', { after: 1, limit: 2 }))
      expect(some.map(({ number }) => number)).toEqual([2, 3])
      expect(value(await store.events('a', { after: 4, limit: 2 }))).toEqual([])
    })

    test('changes what is known of a record without an event', async () => {
      await created('a')
      value(await store.append('a', { after: 0, events: [], facts: { now: 'else' } }))
      expect(value(await store.record('a'))).toMatchObject({ lastEvent: 0, facts: { now: 'else' } })
    })

    test('lets one of two writers win, and keeps nothing of the other', async () => {
      await created('a')
      await using another = await adapter.open()
      value(await another.append('a', { after: 0, events: numbered(1), facts: { by: 'another' } }))
      const late = await store.append('a', { after: 0, events: numbered(1), facts: { by: 'me' } })
      expect(late).toEqual({ ok: false, failure: { reason: 'record-moved-on', id: 'a' } })
      expect(value(await store.record('a'))).toMatchObject({ lastEvent: 1, facts: { by: 'another' } })
      expect(value(await store.events('a', all))).toHaveLength(1)
    })

    test('appends to no record that isn’t there', async () => {
      const appended = await store.append('a', { after: 0, events: numbered(1), facts: {} })
      expect(appended).toEqual({ ok: false, failure: { reason: 'no-such-record', id: 'a' } })
    })

    test('forgets a record with its events', async () => {
      await created('a')
      value(await store.append('a', { after: 0, events: numbered(1), facts: {} }))
      value(await store.remove('a'))
      value(await store.remove('a'))
      expect(value(await store.record('a'))).toBeUndefined()
      expect(value(await store.events('a', all))).toEqual([])
      await created('a')
      expect(value(await store.append('a', { after: 0, events: numbered(1), facts: {} }))).toBe(1)
    })

    test('keeps a note as it was given', async () => {
      value(await store.note([note('a', 5, { facts: { words: 'ünï\u0000\n' } })], ever))
      expect(await store.notes({ owner: 'me', limit: 9 })).toEqual({
        ok: true,
        value: [{ id: 'a', about: 'ada', at: new Date(5), facts: { words: 'ünï\u0000\n' } }],
      })
    })

    test('keeps each note once, whoever wrote it', async () => {
      await using another = await adapter.open()
      value(await store.note([note('a', 5), note('b', 6)], ever))
      value(await another.note([note('b', 6, { facts: { by: 'another' } }), note('c', 7)], ever))
      expect(value(await store.notes({ owner: 'me', limit: 9 })).map(({ facts }) => facts)).toEqual([
        { of: 'a' },
        { of: 'b' },
        { of: 'c' },
      ])
    })

    test('brings the latest notes, the earliest first, of one owner, about one or about all', async () => {
      value(await store.note([note('c', 30), note('a', 10), note('lin', 20, { about: 'lin' })], ever))
      value(await store.note([note('b', 15), note('other', 12, { owner: 'other' })], ever))
      expect(await idsOf()).toEqual(['a', 'b', 'lin', 'c'])
      expect(await idsOf({ limit: 2 })).toEqual(['lin', 'c'])
      expect(await idsOf({ about: 'ada' })).toEqual(['a', 'b', 'c'])
      expect(await idsOf({ about: 'ada', since: new Date(15), limit: 1 })).toEqual(['c'])
      expect(await idsOf({ since: new Date(20) })).toEqual(['lin', 'c'])
      expect(value(await store.noted('me')).toSorted()).toEqual(['ada', 'lin'])
      expect(value(await store.noted('nobody'))).toEqual([])
    })

    test('forgets notes that are too old or too many', async () => {
      value(await store.note([note('a', 10), note('b', 20), note('c', 30)], ever))
      value(await store.note([note('late', 19), note('d', 40)], { ...ever, since: new Date(20) }))
      expect(await idsOf()).toEqual(['b', 'c', 'd'])
      value(await store.note([], { ...ever, most: 2 }))
      expect(await idsOf()).toEqual(['c', 'd'])
    })

    test('forgets the oldest notes about one that has too many, and none about others or of others', async () => {
      value(await store.note([note('lin', 1, { about: 'lin' }), note('other', 1, { owner: 'other' })], ever))
      value(await store.note([note('c', 30), note('a', 10)], ever))
      value(await store.note([note('d', 40), note('b', 20)], { ...ever, mostAbout: 3 }))
      expect(await idsOf()).toEqual(['lin', 'b', 'c', 'd'])
      expect(value(await store.noted('other'))).toEqual(['ada'])
    })

    test('keeps notes whatever becomes of records, and records whatever becomes of notes', async () => {
      await created('a')
      value(await store.note([note('a', 10)], ever))
      value(await store.remove('a'))
      expect(await idsOf()).toEqual(['a'])
      await created('a')
      value(await store.note([], { ...ever, since: new Date(50), most: 0 }))
      expect(await idsOf()).toEqual([])
      expect(value(await store.record('a'))?.facts).toEqual({ of: 'a' })
    })

    test('takes less once something is removed', async () => {
      const filling = 'x'.repeat(1_000_000)
      const empty = value(await store.usedBytes())
      await created('a')
      await created('b')
      value(await store.append('a', { after: 0, events: [{ filling }], facts: {} }))
      const full = value(await store.usedBytes())
      expect(full - empty).toBeGreaterThan(filling.length)
      value(await store.remove('a'))
      expect(full - value(await store.usedBytes())).toBeGreaterThan(filling.length)
    })

    test('tells at once, and of what others write', async () => {
      await created('a')
      const over = new AbortController()
      await using another = await adapter.open()
      let seen = 0
      for await (const _ of store.changes(over.signal)) {
        seen = value(await store.record('a'))?.lastEvent ?? 0
        if (seen === 3) over.abort()
        else value(await another.append('a', { after: seen, events: numbered(seen), facts: {} }))
      }
      expect(seen).toBe(3)
    })
  })
}

export function value<T>(result: Awaited<StoreResult<T>>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}
