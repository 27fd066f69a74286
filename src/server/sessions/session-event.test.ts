import { expect, test } from 'vitest'
import type { TaskEvent } from '../../tasks/task-event.ts'
import { sessionEvent } from './session-event.ts'

const at = '2026-01-02T03:04:05.000Z'
const timestamp = at
const question = {
  ...{ id: '1', title: 'rm build', about: 'all of it', input: { command: 'rm build' } },
  options: [{ id: 'yes', name: 'Allow', kind: 'allow_once' }],
} as const

test.each<readonly [TaskEvent, string, object]>([
  [{ at, type: 'status', status: 'running' }, 'status', { status: 'running', timestamp }],
  [
    { at, type: 'output', text: 'I look.', isEnd: true },
    'output',
    { type: 'stdout', text: 'I look.', timestamp },
  ],
  [
    { at, type: 'tool_call', id: 't1', tool: 'Bash', input: { command: 'ls' } },
    'tool_call',
    { id: 't1', tool: 'Bash', args: { command: 'ls' }, timestamp },
  ],
  [
    { at, type: 'tool_result', id: 't1', tool: 'Bash', text: 'a b', isError: false, exitCode: 0 },
    'tool_result',
    { id: 't1', tool: 'Bash', result: { text: 'a b', is_error: false, exit_code: 0 }, timestamp },
  ],
  [
    { at, type: 'trouble', kind: 'limit', message: 'busy, I try again' },
    'error',
    { error: 'busy, I try again', fatal: false, timestamp },
  ],
  [
    {
      ...{ at, type: 'trouble', kind: 'notice' },
      message:
        "the worker can't write /srv/x: --branch NAME gives it a clone of its own; or share this one with `chown`",
    },
    'error',
    { error: "the worker can't write /srv/x: share this one with `chown`", fatal: false, timestamp },
  ],
  [
    {
      ...{ at, type: 'trouble', kind: 'notice' },
      message: 'so its git shows and does not commit: --branch gives it a clone to commit in',
    },
    'error',
    { error: 'so its git shows and does not commit', fatal: false, timestamp },
  ],
  [
    { at, type: 'error', why: { reason: 'limit', message: 'used up', resetsAt: '2026-01-02T03:05:05Z' } },
    'error',
    { error: 'claude has used up what it may: used up.', fatal: true, retry_after: 60, timestamp },
  ],
  [
    { at, type: 'question', ...question },
    'status',
    {
      status: 'waiting_input',
      question: {
        id: '1',
        title: 'rm build',
        about: 'all of it',
        args: { command: 'rm build' },
        options: question.options,
      },
      timestamp,
    },
  ],
  [
    { at, type: 'answer', question: '1', option: 'yes', open: 0 },
    'status',
    { status: 'running', answered: '1', timestamp },
  ],
  [
    { at, type: 'answer', question: '1', option: 'yes', open: 1 },
    'status',
    { status: 'waiting_input', answered: '1', timestamp },
  ],
  [
    { at, type: 'withdrawn', question: '1', open: 1 },
    'status',
    { status: 'waiting_input', withdrawn: '1', timestamp },
  ],
  [
    { at, type: 'withdrawn', question: '1', open: 0 },
    'status',
    { status: 'running', withdrawn: '1', timestamp },
  ],
  [
    { at, type: 'complete', answer: 'Done.', exitCodes: [0], filesModified: ['a.ts'] },
    'complete',
    { final_message: 'Done.', files_modified: ['a.ts'], usage: null, exit_codes: [0], timestamp },
  ],
])('%o is told as %s', (event, type, data) => {
  expect(sessionEvent(event, 'claude')).toEqual({ type, data })
})

test('what sessions have no word for is not told', () => {
  const silent: readonly TaskEvent[] = [
    { at, type: 'admitted' },
    { at, type: 'thinking', text: 'hm' },
    { at, type: 'output', text: '', isEnd: true },
    { at, type: 'unknown', text: '{' },
    { at, type: 'message', text: 'and now?' },
    { at, type: 'closed' },
    { at, type: 'cancel' },
  ]
  expect(silent.map((event) => sessionEvent(event, 'claude'))).toEqual(silent.map(() => undefined))
})
