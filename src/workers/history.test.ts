import { afterEach, beforeEach, expect, test } from 'vitest'
import { keptHistory } from '../../test/rigs/kept-history.ts'
import { fail } from '../lib/result.ts'
import type { WorkersContext } from './context.ts'
import type { Happening } from './history/happening.ts'
import type { HistoryKeeper } from './history/keeper.ts'
import { historyOfWorkers } from './history.ts'

let history: HistoryKeeper
beforeEach(() => {
  history = keptHistory()
})
afterEach(() => history[Symbol.asyncDispose]())

/** Of a fleet whose engine is away. */
const told = async (limit?: number) => {
  const context: Partial<WorkersContext> = {
    engine: async () => fail({ reason: 'no-engine', tried: [] }),
    history,
  }
  const all = await historyOfWorkers(context as WorkersContext, { limit })
  if (!all.ok) throw new Error(all.failure.reason)
  return all.value.happenings.map(({ at }) => at.getTime())
}

test('a deed is told once, though somebody saw its end before it was noted, and in the same moment', async () => {
  const seen = (ms: number): Omit<Happening, 'what'> => ({
    ...{ name: 'ada', containerId: 'c0ffee', at: new Date(ms) },
  })
  history.note([{ ...seen(15), what: { kind: 'ended', exitCode: 137, isOom: false } }])
  history.note([{ ...seen(20), what: { kind: 'removed' } }])
  history.note([{ ...seen(20), begunAt: new Date(10), what: { kind: 'removed' } }])
  expect(await told()).toEqual([20])
})

const frozen = (ms: number): Happening => ({
  ...{ name: 'ada', containerId: 'c0ffee', at: new Date(ms), what: { kind: 'frozen' } },
})

test('of much that happened the latest is told, and no more than anybody reads', async () => {
  for (const from of [1, 501, 1001]) {
    history.note(Array.from({ length: 500 }, (_, index) => frozen(from + index)))
    await history.names()
  }
  expect(await told(2)).toEqual([1499, 1500])
  for (const limit of [undefined, 100_000]) {
    const all = await told(limit)
    expect([all.length, all[0], all.at(-1)]).toEqual([1000, 501, 1500])
  }
})
