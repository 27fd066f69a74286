import { expect, test } from 'vitest'
import { TokenBuckets } from './token-buckets.ts'

test('gives as many at once as a bucket has, then as they come', () => {
  let nowMs = 0
  const buckets = new TokenBuckets({ burst: 3, perSecond: 0.5, now: () => nowMs })
  const take = () => buckets.take('one')
  expect([take(), take(), take(), take()]).toEqual([undefined, undefined, undefined, 2])
  nowMs += 1_500
  expect(take()).toBe(1)
  nowMs += 500
  expect([take(), take()]).toEqual([undefined, 2])
  expect(buckets.take('other')).toBeUndefined()
  nowMs += 1_000_000
  expect([take(), take(), take(), take()]).toEqual([undefined, undefined, undefined, 2])
})

test('a look takes nothing', () => {
  const buckets = new TokenBuckets({ burst: 1, perSecond: 1, now: () => 0 })
  expect([buckets.look('one'), buckets.look('one')]).toEqual([undefined, undefined])
  buckets.take('one')
  expect(buckets.look('one')).toBe(1)
})

test('of very many, those are kept that came last', () => {
  const buckets = new TokenBuckets({ burst: 1, perSecond: 1, now: () => 0 })
  for (let key = 0; key <= 10_000; key += 1) buckets.take(String(key))
  expect(buckets.look('0')).toBeUndefined()
  expect(buckets.look('1')).toBe(1)
  expect(buckets.look('10000')).toBe(1)
})
