import { expect, test } from 'vitest'
import { overdueOf, silentSince } from './overdue.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 0, 2, 3, 0, seconds))
const nowMs = at(100).getTime()
const patience = { silentMs: 30_000, workingMs: 90_000 }

const working = (since: number, seen?: number) => ({
  said: { activity: 'working' as const, since: at(since), by: 'hook', hasNews: true, text: undefined },
  still: seen === undefined ? undefined : { digest: '0'.repeat(16), since: at(seen) },
})

test.each([
  ['what has shown something lately is not overdue', working(20, 90), undefined],
  ['what has shown nothing for too long is silent', working(20, 60), { how: 'silent', forMs: 40_000 }],
  ['silence from before it began to work is not its own', working(80, 0), undefined],
  ['nobody has looked', working(20), undefined],
  ['what goes on for too long is working', working(0, 99), { how: 'working', forMs: 100_000 }],
  ['also where nobody has looked', working(0), { how: 'working', forMs: 100_000 }],
])('%s', (_, pane, expected) => {
  expect(overdueOf(pane, { patience, nowMs })).toEqual(expected)
})

test('what doesn’t work is never overdue', () => {
  const { still } = working(0, 0)
  expect(overdueOf({ said: undefined, still }, { patience, nowMs })).toBeUndefined()
  const waits = { ...working(0, 0).said, activity: 'waiting' as const }
  expect(overdueOf({ said: waits, still }, { patience, nowMs })).toBeUndefined()
  expect(silentSince({ said: waits, still })).toBeUndefined()
})
