import { expect, test } from 'vitest'
import type { Question } from '../tasks/task.ts'
import { questionLines, questionWords } from './question.ts'

const question = (given: Partial<Question> = {}): Question => ({
  ...{ id: '1', title: 'Write: a.ts', about: 'one\ntwo', input: { file_path: 'a.ts' } },
  options: [
    { id: 'once', name: 'Allow once', kind: 'allow_once' },
    { id: 'no', name: 'no', kind: 'reject_once' },
  ],
  ...given,
})
const choice = question({
  ...{ title: 'Which way?', about: '' },
  options: [
    { id: 'left', name: 'left: go left', kind: 'other' },
    { id: 'go right', name: 'go right', kind: 'other' },
  ],
})

test('says what an agent asks, what it leaves out, and what there is to answer', () => {
  expect(questionLines(question())).toEqual(['Write: a.ts', 'one', 'two', 'once (Allow once), no'])
  expect(questionLines(choice)).toEqual(['Which way?', 'left: go left, go right'])
})

test('an agent’s words can’t steer a terminal', () => {
  const asked = question({ title: 'the\u001b[2J\ntests', about: 'a\u001b[2J\n\u0007b', options: [] })
  expect(questionWords(asked)).toBe('the tests')
  expect(questionLines(asked)).toEqual(['the tests', 'a', 'b', ''])
})
