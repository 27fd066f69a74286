import { expect, test } from 'vitest'
import type { AgentActivity, Said } from '../activity.ts'
import { drawnWithinMs, isNewQuestion, type Judgement, judge, restMs, takenWithinMs } from './judge.ts'
import type { Missed } from './screen-rules.ts'
import type { Settled } from './settle.ts'
import type { VerdictKind } from './verdict.ts'

const hook = (activity: AgentActivity): Said => ({ activity, by: 'hook' })
const screen = (activity: AgentActivity): Said => ({ activity, by: 'screen' })

/** Once, or for so long. */
const shows = (kind: VerdictKind, forMs?: number): Settled => ({
  verdict: { kind, rule: kind },
  isSettled: forMs !== undefined,
  forMs: forMs ?? 0,
})

const hooksMiss: readonly Missed[] = ['ready', 'interrupted', 'denied', 'answered', 'failed']
const words = (judgement: Judgement): string =>
  judgement.kind === 'say' ? `say ${judgement.mark.activity}` : judgement.kind

const taken = takenWithinMs
const [soon, late] = [drawnWithinMs - 1, drawnWithinMs]

test.each<readonly [string, Said | undefined, number, Settled, string]>([
  ['a dialog counts at once', hook('working'), 0, shows('waiting'), 'say waiting'],
  ['so does one before the first prompt', undefined, 0, shows('onboarding'), 'say waiting'],
  ['a question that is shown stands', hook('waiting'), soon, shows('waiting'), 'stands'],
  ['a new question has time to be drawn', hook('waiting'), soon, shows('working'), 'early'],
  ['also over an empty box, however long', hook('waiting'), soon, shows('ready', 60_000), 'early'],
  ['by a clock that runs ahead, too', hook('waiting'), -soon, shows('working'), 'early'],
  ['an old question that is not shown any more', hook('waiting'), late, shows('ready'), 'undecided'],
  ['the same at the second look', hook('waiting'), late, shows('ready', 250), 'say idle'],
  ['what the screen said is never new', screen('waiting'), 0, shows('ready', 250), 'say idle'],
  ['an answer was given', hook('waiting'), late, shows('working', 250), 'say working'],
  ['work that is seen stands', hook('working'), 0, shows('working', 250), 'stands'],
  ['work, and an empty box once', hook('working'), 0, shows('ready'), 'undecided'],
  ['for a moment', hook('working'), 60_000, shows('ready', restMs - 1), 'undecided'],
  ['for longer', hook('working'), 60_000, shows('ready', restMs), 'say idle'],
  ['with words in it', hook('working'), 60_000, shows('half-typed', restMs), 'say idle'],
  ['with the words that it has just taken', hook('working'), taken - 1, shows('half-typed', restMs), 'early'],
  ['by a clock that runs ahead', hook('working'), 1 - taken, shows('half-typed', restMs), 'early'],
  ['with words that it took long ago', hook('working'), taken, shows('half-typed', restMs), 'say idle'],
  ['with words where nobody took any', undefined, 0, shows('half-typed', restMs), 'say idle'],
  ['what the screen said it takes back at once', screen('working'), 0, shows('ready', 250), 'say idle'],
  ['an error is not a moment of rest', hook('working'), 0, shows('failed', 250), 'say waiting'],
  ['nor is it one once its hook says so', hook('idle'), 0, shows('failed', 250), 'say waiting'],
  ['an error, once', hook('working'), 0, shows('failed'), 'undecided'],
  ['a new prompt leaves it behind', screen('waiting'), 0, shows('ready', 250), 'say idle'],
  ['a limit, once', hook('working'), 0, shows('limited'), 'undecided'],
  ['a limit, twice', hook('working'), 0, shows('limited', 1), 'say limited'],
  ['a key that is refused, twice', hook('working'), 0, shows('login-needed', 1), 'say login-needed'],
  ['half a screen', hook('working'), 60_000, shows('unknown', 60_000), 'stands'],
  ['nobody said anything, and it is ready', undefined, 0, shows('ready', 250), 'say idle'],
  ['it is idle, and looks so', hook('idle'), 0, shows('ready', 250), 'stands'],
])('%s', (_, said, saidMsAgo, seen, expected) => {
  expect(words(judge(said, seen, { rules: { hooksMiss }, saidMsAgo }))).toBe(expected)
})

test('an agent whose hooks tell all is not doubted', () => {
  const rules = { hooksMiss: [] }
  const idle = shows('ready', 60_000)
  for (const said of [hook('working'), hook('waiting'), undefined])
    expect(words(judge(said, idle, { rules, saidMsAgo: late }))).toBe('stands')
  expect(words(judge(hook('working'), shows('waiting'), { rules, saidMsAgo: late }))).toBe('say waiting')
})

test('only a hook’s question is new, and not for long', () => {
  expect(isNewQuestion(hook('waiting'), soon)).toBe(true)
  expect(isNewQuestion(hook('waiting'), late)).toBe(false)
  expect(isNewQuestion(screen('waiting'), 0)).toBe(false)
  expect(isNewQuestion(hook('working'), 0)).toBe(false)
})
