import { expect, test } from 'vitest'
import type { Question } from '../tasks/task.ts'
import { answerHint, questionLines, questionWords } from './question.ts'

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

const always = { id: 'always', name: 'Allow always', kind: 'allow_always' } as const
test.each([
  ['a permission', question(), true, '`hal tasks answer k7 allow`, or deny.'],
  [
    'one that can be given for good',
    question({ options: [...question().options, always] }),
    true,
    '`hal tasks answer k7 allow`, or deny, or one of its options.',
  ],
  ['a choice', choice, true, "`hal tasks answer k7 left`, or 'go right'."],
  ['one of several', choice, false, "`hal tasks answer k7 left --question 1`, or 'go right'."],
])('says how to answer %s', (_, asked, isOnly, hint) => {
  expect(answerHint('k7', asked, isOnly)).toBe(hint)
})
