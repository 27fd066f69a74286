import { expect, test } from 'vitest'
import { formatAge, formatDuration, untilNextAgeMs } from './duration.ts'

test.each([
  [-5, '0s'],
  [0, '0s'],
  [0.3, '1ms'],
  [9, '9ms'],
  [361, '0.36s'],
  [1000, '1s'],
  [1234, '1.2s'],
  [12_900, '12s'],
  [59_999, '59s'],
  [60_000, '1m'],
  [3_599_999, '59m'],
  [3_600_000, '1h'],
  [86_400_000, '1d'],
  [5 * 86_400_000, '5d'],
])('%d ms read as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text)
})

test('an age has whole units, and a clock that runs ahead makes none below zero', () => {
  const now = new Date('2026-01-01T12:00:00Z')
  expect(formatAge(new Date('2026-01-01T11:59:58.500Z'), now)).toBe('1s')
  expect(formatAge(new Date('2026-01-01T12:00:03Z'), now)).toBe('0s')
})

test.each([-2300, 0, 999, 59_400, 60_000, 3_599_999, 3_600_000, 90_000_000])(
  'an age of %d ms stays the same until it says so',
  (ageMs) => {
    const since = new Date('2026-01-01T12:00:00Z')
    const after = (ms: number) => new Date(since.getTime() + ms)
    const changeMs = ageMs + untilNextAgeMs(since, after(ageMs))
    expect(formatAge(since, after(changeMs - 1))).toBe(formatAge(since, after(ageMs)))
    expect(formatAge(since, after(changeMs))).not.toBe(formatAge(since, after(ageMs)))
  },
)
