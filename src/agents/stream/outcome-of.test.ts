import { expect, test } from 'vitest'
import type { AgentEvent } from './agent-event.ts'
import { failure, retried } from './error-kind.ts'
import { type Outcome, outcomeOf } from './outcome-of.ts'

const complete: AgentEvent = { type: 'complete', answer: 'Done.' }
const limit = failure('limit', 'used up', { resetsAt: '2030-01-01T00:00:00.000Z' })
const interrupted: AgentEvent = { type: 'interrupted' }
const cut: AgentEvent = { type: 'cut' }
const completed: Outcome = { kind: 'completed', answer: 'Done.' }
const stopped: Outcome = { kind: 'interrupted' }
const failed = (reason: string, message: string) => ({ kind: 'failed', reason, message })

test.each<[string, readonly AgentEvent[], number | undefined, object]>([
  ['an answer and 0', [complete], 0, completed],
  ['0 alone', [], 0, failed('no-end', 'ended with 0 and without an answer')],
  ['an answer and 1', [complete], 1, failed('exit', 'ended with 1 after its answer')],
  ['an answer, and then SIGTERM', [complete], 143, stopped],
  ['an answer, and then no end', [complete], undefined, stopped],
  ['an answer before an error', [complete, failure('other', 'gone')], 0, failed('other', 'gone')],
  ['an answer after an error', [failure('other', 'gone'), complete], 0, completed],
  ['an answer after a retry', [retried('other', 'busy'), complete], 0, completed],
  ['a limit', [limit], 1, { ...failed('limit', 'used up'), resetsAt: '2030-01-01T00:00:00.000Z' }],
  ['a limit and 0', [limit], 0, { ...failed('limit', 'used up'), resetsAt: '2030-01-01T00:00:00.000Z' }],
  ['an error with a status above 128', [failure('login', '401')], 145, failed('login', '401')],
  ['an interruption and 0', [interrupted], 0, stopped],
  ['SIGINT and no word', [], 130, stopped],
  ['SIGKILL while it tries again', [retried('other', 'busy')], 137, stopped],
  ['a second prompt that it was cut in, by SIGKILL', [complete, cut], 137, stopped],
  ['a second prompt that it was cut in, with its container', [complete, cut], undefined, stopped],
  [
    'a second prompt that it left',
    [complete, cut],
    0,
    failed('no-end', 'ended with 0 and without an answer'),
  ],
  [
    'a second prompt that it left, after trouble with the first',
    [retried('other', 'busy'), complete, cut],
    ...([1, failed('no-end', 'ended with 1 and without an answer')] as const),
  ],
  ['1 while it tries again', [retried('other', 'busy')], 1, failed('no-end', 'busy')],
])('%s', (_, events, exitCode, outcome) => {
  expect(outcomeOf(events, exitCode)).toEqual(outcome)
})
