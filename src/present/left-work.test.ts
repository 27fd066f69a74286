import { expect, test } from 'vitest'
import type { Task, TaskState, TaskWish } from '../tasks/task.ts'
import { leftWorkWords } from './left-work.ts'

const at = new Date('2026-03-01T12:00:00Z')
const done = (filesModified?: readonly string[]): TaskState => ({
  ...{ status: 'completed', at, answer: 'Done.', exitCodes: [], filesModified },
})
const of = (state: TaskState, wish: Partial<TaskWish>, worker: Task['worker'] = 'task-k7') =>
  leftWorkWords({ state, wish: { prompt: 'fix it', agent: 'codex', ...wish }, worker })

test('work on a branch is to be looked at and merged, whole or not', () => {
  const where = 'is on fix: `hal diff task-k7`, `hal merge task-k7`.'
  expect(of(done(['login.txt']), { branch: 'fix' })).toBe(`its work ${where}`)
  expect(of(done(), { branch: 'fix' })).toBe(`its work ${where}`)
  expect(of({ status: 'cancelled', at }, { branch: 'fix' })).toBe(`what it did until then ${where}`)
})

test('where nothing was changed there is no work to look at', () => {
  expect(of(done([]), { branch: 'fix' })).toBe(
    'its worker stays, with the branch fix: `hal workers remove task-k7` removes both.',
  )
})

test('a worker that was there before has it, and one that is gone leaves nothing', () => {
  expect(of(done(), { worker: 'ada' }, 'ada')).toBe('its work is in ada, which goes on.')
  expect(of(done([]), { worker: 'ada' }, 'ada')).toBeUndefined()
  expect(of({ status: 'cancelled', at }, { worker: 'ada' }, 'ada')).toBeUndefined()
  expect(of(done(['a']), {})).toBeUndefined()
  expect(
    leftWorkWords({
      state: done(),
      wish: { prompt: 'fix it', agent: 'codex', branch: 'fix' },
      worker: undefined,
    }),
  ).toBeUndefined()
})
