import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { limitsOf } from './limits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

let isFrozen = false
beforeEach(() => {
  isFrozen = false
})
const open = () =>
  limitsOf({
    ...{ timeoutMs: 60_000, beganAt: new Date(), silentMs: 10_000, maxTurns: undefined },
    isFrozen: async () => isFrozen,
  })

test('one that says nothing has gone beyond its limit, and one that says something has not', async () => {
  using limits = open()
  await vi.advanceTimersByTimeAsync(9000)
  limits.heard([])
  await vi.advanceTimersByTimeAsync(9000)
  expect(limits.passed).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1000)
  expect(limits.passed).toEqual({ reason: 'silent', forMs: 10_000 })
})

test('one that waits for a person may be silent, and has its time as always', async () => {
  using limits = open()
  limits.waits(true)
  limits.heard([])
  await vi.advanceTimersByTimeAsync(59_000)
  expect(limits.passed).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1000)
  expect(limits.passed).toEqual({ reason: 'timed-out', afterMs: 60_000 })
})

test('who looks whether it waits does not count as its word', async () => {
  using limits = open()
  limits.waits(true)
  limits.waits(false)
  await vi.advanceTimersByTimeAsync(9000)
  limits.waits(false)
  await vi.advanceTimersByTimeAsync(1000)
  expect(limits.passed).toEqual({ reason: 'silent', forMs: 10_000 })
})

test('one that is frozen may be silent, and has its time again once it is not', async () => {
  using limits = open()
  isFrozen = true
  await vi.advanceTimersByTimeAsync(19_000)
  isFrozen = false
  await vi.advanceTimersByTimeAsync(10_000)
  expect(limits.passed).toBeUndefined()
  await vi.advanceTimersByTimeAsync(1000)
  expect(limits.passed).toEqual({ reason: 'silent', forMs: 10_000 })
})
