import { expect, test } from 'vitest'
import { forgottenWords } from './forgotten-tasks.ts'

const old = { id: 'k7m2xq', why: 'age' } as const
const big = { id: 'b3h9wt', why: 'size' } as const

test.each([
  [[old], 'forgot 1 task that ended longer ago than tasks.keepFor.'],
  [[big, big], 'forgot 2 tasks, as all took more than tasks.keepSize.'],
  [
    [old, old, big],
    'forgot 2 tasks that ended longer ago than tasks.keepFor.\n     forgot 1 task, as all took more than tasks.keepSize.',
  ],
])('says what is gone: %j', (tasks, words) => {
  expect(forgottenWords(tasks)).toBe(words)
})
