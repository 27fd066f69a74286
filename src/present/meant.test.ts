import { expect, test } from 'vitest'
import { sentenceOf } from './failure.ts'

const next = (more: object) =>
  sentenceOf({ reason: 'no-such-worker', name: 'b1', suggestion: 'task-k7', running: [], ...more }).next

test('who names a branch in place of a worker is told whose it is', () => {
  expect(next({})).toBe('Did you mean task-k7? None runs: `hal workers start` starts one.')
  expect(next({ isBranch: true })).toBe(
    'It is the branch of task-k7: name that. None runs: `hal workers start` starts one.',
  )
  expect(next({ suggestion: undefined })).toBe('None runs: `hal workers start` starts one.')
})
