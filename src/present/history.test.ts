import { describe, expect, test } from 'vitest'
import type { What } from '../workers/history/happening.ts'
import { momentOf } from './happening.ts'
import { happeningWords, historyRows } from './history.ts'
import { table } from './table.ts'

describe('says in a few words what happened', () => {
  const cases: readonly (readonly [What, string])[] = [
    [
      { kind: 'started', image: 'hal/base:latest', profile: 'base', agent: 'claude', branch: 'ada/login' },
      'started · base · claude · ada/login',
    ],
    [
      { kind: 'started', image: 'node:24', workspace: '/home/me/project' },
      'started · node:24 · /home/me/project',
    ],
    [{ kind: 'restarted' }, 'restarted'],
    [{ kind: 'ended', exitCode: 0, isOom: false }, 'ended 0'],
    [{ kind: 'ended', exitCode: 137, isOom: true, why: 'out of memory' }, 'failed 137 · out of memory'],
    [{ kind: 'agent', activity: 'working', by: 'claude' }, 'working'],
    [{ kind: 'agent', activity: 'waiting', by: 'claude', text: 'Bash: npm\x1b[2J' }, 'waiting · Bash: npm'],
    [{ kind: 'agent', activity: 'login-needed', by: 'screen' }, 'login needed'],
    [{ kind: 'agent-ended', exitCode: 127 }, 'its command ended with 127'],
  ]
  test.each(cases)('%j', (what, words) => {
    expect(happeningWords(what)).toBe(words)
  })
})

test('a time of another day has its day', () => {
  const now = new Date(2026, 0, 12, 9, 30)
  expect(momentOf(new Date(2026, 0, 12, 1, 2, 3), now)).toBe('01:02:03')
  expect(momentOf(new Date(2026, 0, 2, 1, 2, 3), now)).toBe('2026-01-02 01:02:03')
})

test('a narrow terminal keeps when it was', () => {
  const now = new Date(2026, 0, 12, 9, 30)
  const what: What = { kind: 'started', image: 'registry.example.com/some/long/image:latest' }
  const happening = { name: 'ada', containerId: 'a', at: new Date(2026, 0, 12, 8), what }
  const rows = historyRows([happening], { now, paint: (_, text) => text })
  expect(table(rows, 30)).toEqual(['WHEN      WORKER  WHAT', '08:00:00  ada     started · r…'])
})
