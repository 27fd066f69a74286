import { expect, test } from 'vitest'
import { type Settled, settle } from './settle.ts'
import type { Verdict } from './verdict.ts'

const ready: Verdict = { kind: 'ready', rule: 'empty-box' }
const typed: Verdict = { kind: 'half-typed', rule: 'typed-box', typed: 'x' }
const working: Verdict = { kind: 'working', rule: 'working-line' }
const unknown: Verdict = { kind: 'unknown', rule: 'none' }
const asks = (text: string): Verdict => ({ kind: 'waiting', rule: 'permission', text })

const after = (...looks: readonly Verdict[]): boolean | undefined =>
  looks.reduce<Settled | undefined>((previous, look) => settle(previous, look, 100), undefined)?.isSettled

test.each([
  ['one look', [ready], false],
  ['two looks that say the same', [ready, ready], true],
  ['work, then an empty box once', [working, working, ready], false],
  ['an empty box with something else between', [ready, unknown, ready], false],
  ['an empty box that somebody begins to type into', [ready, typed], true],
  ['two questions', [asks('red?'), asks('blue?')], false],
])("%s settles, or doesn't", (_, looks, isSettled) => {
  expect(after(...looks)).toBe(isSettled)
})

test('it is known for how long a screen has said the same', () => {
  const one = settle(undefined, ready, 100)
  const two = settle(one, typed, 250)
  const three = settle(two, ready, 500)
  expect([one, two, three].map(({ forMs }) => forMs)).toEqual([0, 250, 750])
  expect(settle(three, working, 250).forMs).toBe(0)
})
