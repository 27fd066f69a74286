import { expect, test } from 'vitest'
import type { Happening } from '../../tasks/task-event.ts'
import { executionFrames } from './execution-frames.ts'

const at = '2026-01-02T03:04:05.678Z'
const framesOf = (happening: Happening) =>
  executionFrames({ ...happening, at }, 'codex').map(({ type, data, timestamp }) => {
    expect(timestamp).toBe(at)
    return `${type}: ${data}`
  })

test('words are printed as they come, and a line ends where a message does', () => {
  expect(framesOf({ type: 'output', text: 'I ', isEnd: false })).toEqual(['stdout: I '])
  expect(framesOf({ type: 'output', text: 'will.', isEnd: true })).toEqual(['stdout: will.\n'])
  expect(framesOf({ type: 'output', text: '', isEnd: false })).toEqual([])
})

test('what an agent does is said beside them, without colours', () => {
  expect(framesOf({ type: 'tool_call', id: '1', tool: 'Bash', input: { command: 'npm test' } })).toEqual([
    'stderr: → Bash npm test\n',
  ])
  expect(
    framesOf({ type: 'tool_result', id: '1', tool: 'Bash', text: '', isError: false, exitCode: 2 }),
  ).toEqual(['stderr: ← Bash ended with 2\n'])
  expect(framesOf({ type: 'thinking', text: 'Hm.' })).toEqual([])
})

test('how it stands is said at each change, and at its end why', () => {
  expect(framesOf({ type: 'status', status: 'running' })).toEqual(['status: running'])
  expect(framesOf({ type: 'complete', answer: 'Done.', exitCodes: [] })).toEqual(['status: completed'])
  expect(framesOf({ type: 'error', why: { reason: 'limit', message: 'Come back at 5pm' } })).toEqual([
    'stderr: codex has used up what it may: Come back at 5pm.\n',
    'status: failed',
  ])
  const question = { id: 'q1', title: 'Bash', about: 'npm test', input: { command: 'npm test' }, options: [] }
  expect(framesOf({ type: 'question', ...question })).toEqual([
    'stderr: ? Bash · npm test\n',
    'status: waiting_input',
  ])
  expect(framesOf({ type: 'answer', question: 'q1', option: 'allow', open: 1 })).toEqual([
    'stderr: = allow\n',
  ])
  expect(framesOf({ type: 'answer', question: 'q2', option: 'deny', open: 0 })).toEqual([
    'stderr: = deny\n',
    'status: running',
  ])
  expect(framesOf({ type: 'withdrawn', question: 'q1', open: 0 })).toEqual([
    'stderr: = it goes on without an answer\n',
    'status: running',
  ])
  expect(framesOf({ type: 'status', status: 'cancelled' })).toEqual(['status: cancelled'])
})
