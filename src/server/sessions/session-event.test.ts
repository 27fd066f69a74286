import { expect, test } from 'vitest'
import type { TaskEvent } from '../../tasks/task-event.ts'
import { sessionEvent } from './session-event.ts'

const at = '2026-01-02T03:04:05.000Z'
const timestamp = at

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
    { at, type: 'error', why: { reason: 'limit', message: 'used up', resetsAt: '2026-01-02T03:05:05Z' } },
    'error',
    { error: 'claude has used up what it may: used up.', fatal: true, retry_after: 60, timestamp },
  ],
  [
    { at, type: 'complete', answer: 'Done.', exitCodes: [0], filesModified: ['a.ts'] },
    'complete',
    { final_message: 'Done.', files_modified: ['a.ts'], usage: null, timestamp },
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
    { at, type: 'cancel' },
  ]
  expect(silent.map((event) => sessionEvent(event, 'claude'))).toEqual(silent.map(() => undefined))
})
