import { expect, test } from 'vitest'
import { Ration } from './ration.ts'

const taken = (ration: Ration, whose: string, times: readonly number[]) =>
  times.map((nowMs) => ration.takes(whose, nowMs))

test('who takes much at once waits for the next, and then for each', () => {
  const ration = new Ration({ most: 3, everyMs: 1_000 })
  expect(taken(ration, 'ada', [0, 0, 0, 0, 999, 1_000, 1_000])).toEqual([
    ...[true, true, true, false, false, true, false],
  ])
  expect(taken(ration, 'ada', [9_000, 9_000, 9_000, 9_000])).toEqual([true, true, true, false])
})

test('who takes much takes nothing from others', () => {
  const ration = new Ration({ most: 1, everyMs: 1_000 })
  expect(taken(ration, 'ada', [0, 0, 0])).toEqual([true, false, false])
  expect(taken(ration, 'bob', [0, 999])).toEqual([true, false])
  expect(taken(ration, 'ada', [999, 1_000])).toEqual([false, true])
})
