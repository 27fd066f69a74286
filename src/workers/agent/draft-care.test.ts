import { expect, test } from 'vitest'
import { DraftCare } from './draft-care.ts'

/** What is done at each look, a tenth of a second after the one before. */
const followed = (care: DraftCare, looks: readonly (string | undefined)[]) =>
  looks.map((typed, at) => care.next(typed, at * 100))

test('words that are still being drawn are not cleared before they stand there whole, and once', () => {
  const looks = ['half a', 'half a thought', 'half a thought', 'half a thought', '', '']
  const done = ['wait', 'wait', 'press', 'wait', 'wait', 'none']
  expect(followed(new DraftCare('clear'), looks)).toEqual(done)
})

test('what was typed a moment ago, and is not drawn yet, is cleared, too', () => {
  const looks = ['', 'half', 'half', '', '']
  expect(followed(new DraftCare('clear'), looks)).toEqual(['press', 'wait', 'press', 'wait', 'none'])
})

test('nothing is pressed where there is no box, nor for who wants no words to go', () => {
  expect(followed(new DraftCare('clear'), [undefined, undefined])).toEqual(['none', 'none'])
  expect(followed(new DraftCare('refuse'), [undefined, ''])).toEqual(['none', 'none'])
})

test('a placeholder that is half drawn is nobody’s draft', () => {
  expect(followed(new DraftCare('refuse'), ['Ask any', ''])).toEqual(['wait', 'none'])
})

test('lines that the keys leave are cleared one after the other', () => {
  const looks = ['one\ntwo', 'one\ntwo', 'one', 'one', '', '']
  const done = ['wait', 'press', 'wait', 'press', 'wait', 'none']
  expect(followed(new DraftCare('clear'), looks)).toEqual(done)
})

test('a draft that stays is left to whose it is: at once where it may, else when the keys have not helped', () => {
  expect(followed(new DraftCare('refuse'), ['mine', 'mine'])).toEqual(['wait', 'dirty'])
  const care = new DraftCare('clear')
  expect(followed(care, ['mine', 'mine'])).toEqual(['wait', 'press'])
  expect(care.next('mine', 10_000)).toBe('wait')
  expect(care.next('mine', 10_100)).toBe('dirty')
})
