import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { limitsOf } from './limits.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const open = () => limitsOf({ timeoutMs: 60_000, beganAt: new Date(), silentMs: 10_000, maxTurns: undefined })

test('one that says nothing has gone beyond its limit, and one that says something has not', () => {
  using limits = open()
  vi.advanceTimersByTime(9000)
  limits.heard([])
  vi.advanceTimersByTime(9000)
  expect(limits.passed).toBeUndefined()
  vi.advanceTimersByTime(1000)
  expect(limits.passed).toEqual({ reason: 'silent', forMs: 10_000 })
})

test('one that waits for a person may be silent, and has its time as always', () => {
  using limits = open()
  limits.waits(true)
  limits.heard([])
  vi.advanceTimersByTime(59_000)
  expect(limits.passed).toBeUndefined()
  vi.advanceTimersByTime(1000)
  expect(limits.passed).toEqual({ reason: 'timed-out', afterMs: 60_000 })
})

test('who looks whether it waits does not count as its word', () => {
  using limits = open()
  limits.waits(true)
  limits.waits(false)
  vi.advanceTimersByTime(9000)
  limits.waits(false)
  vi.advanceTimersByTime(1000)
  expect(limits.passed).toEqual({ reason: 'silent', forMs: 10_000 })
})
