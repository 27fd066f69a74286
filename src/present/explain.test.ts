import { expect, test } from 'vitest'
import type { Explanation } from '../workers/state/explanation.ts'
import { aWorker } from '../workers/worker.fixture.ts'
import { explanationRows } from './explain.ts'
import { table } from './table.ts'

const at = (minutes: number) => new Date(2026, 10, 21, 9, minutes, 5)

const limited: Explanation = {
  worker: aWorker({
    phase: { kind: 'ready', since: at(0) },
    agent: 'claude',
    activity: 'limited',
    activitySince: at(3),
    activityBy: 'screen',
    question: 'Usage limit reached\u001b[2J',
  }),
  isUnattended: true,
  title: 'Claude Code',
  isMadeWithoutLogin: false,
  pane: {
    said: { activity: 'limited', since: at(3), by: 'screen', hasNews: false, text: 'Usage limit reached' },
    ...{ exitCode: undefined, endedAt: undefined, news: undefined },
  },
  screen: {
    rulesVersion: '2.1.330',
    verdict: {
      ...{ kind: 'limited', rule: 'limit', text: 'Usage limit reached', typed: 'and then' },
      resetsAt: '10pm',
    },
    ...{ isSettled: false, change: undefined, hooksMiss: ['denied'] },
  },
  prompt: { text: 'Fix\nthe\nlogin', at: undefined },
  answer: undefined,
}

test('the evidence for a state, a line each', () => {
  const rows = explanationRows(limited, { version: '2.1.330', now: at(7) })
  expect(table(rows, undefined)).toEqual([
    'ada        limited · for 4m',
    'asks       Usage limit reached',
    'container  ready, 09:00, 7m ago',
    'said       limited, by its screen, as hal read it, 09:03, 4m ago: Usage limit reached',
    'screen     a limit is reached: Usage limit reached (until 10pm) · rule limit of 2.1.330 · two looks differ',
    'so hal     leaves it at what was said, as looks differ',
    'typed      and then (nobody sent it)',
    'prompt     Fix (and 2 more lines)',
    'program    runs',
    'agent      Claude Code 2.1.330 · unattended: it acts without asking',
    'hooks      don’t tell that it was refused something: its screen does',
  ])
})

test('of a worker that ended there is its end', () => {
  const ended = {
    ...limited,
    worker: aWorker({
      phase: { kind: 'exited', since: at(5), exitCode: 0, why: undefined },
      agent: 'claude',
    }),
    ...{ pane: undefined, screen: undefined, prompt: undefined },
  }
  expect(table(explanationRows(ended, { version: undefined, now: at(7) }), undefined)).toEqual([
    'ada        exited · for 2m',
    'container  exited, 09:05, 2m ago',
    'agent      Claude Code · unattended: it acts without asking',
  ])
})

test('what was said is spelled as in the list', () => {
  const said = {
    activity: 'login-needed',
    since: at(3),
    by: 'claude',
    hasNews: false,
    text: undefined,
  } as const
  const pane = { said, ...{ exitCode: undefined, endedAt: undefined, news: undefined } }
  const rows = explanationRows({ ...limited, pane }, { version: undefined, now: at(7) })
  expect(table(rows)).toContain('said       login needed, by claude’s hook, 09:03, 4m ago')
})

test('a login that hal keeps, and it was started without, is named with what helps', () => {
  const rows = explanationRows({ ...limited, isMadeWithoutLogin: true }, { version: undefined, now: at(7) })
  expect(table(rows)).toContain(
    'login      hal keeps one of claude, which this worker was started without: `hal attach ada` logs in here alone, a worker started anew has it',
  )
})
