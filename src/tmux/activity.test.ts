import { expect, test } from 'vitest'
import { readSaidActivity } from './activity.ts'

test('what a pane keeps of a mark is read whole', () => {
  expect(readSaidActivity('1700000000123 waiting hook 1 Do you want; this?')).toEqual({
    activity: 'waiting',
    since: new Date(1_700_000_000_123),
    by: 'hook',
    hasNews: true,
    text: 'Do you want; this?',
  })
  expect(readSaidActivity('1700000000123 idle script 0 ')).toMatchObject({ hasNews: false, text: undefined })
})

test.each([
  '',
  'waiting',
  '1700000000123 sleeping hook 0 ',
  '1700000000123 shell hook 0 ',
  '1700000000123 done hook 0 ',
  '-1 idle hook 0 ',
  '9999999999999999 idle hook 0 ',
  '1700000000123 idle a b 0 ',
  '1700000000123 idle hook 2 ',
  '1700000000123 idle hook 0',
  `1700000000123 waiting hook 0 ${'x'.repeat(501)}`,
])('what somebody else wrote there says nothing: %j', (value) => {
  expect(readSaidActivity(value)).toBeUndefined()
})
