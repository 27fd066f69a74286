import { expect, test } from 'vitest'
import type { AgentActivity, Said } from '../activity.ts'
import { drawnWithinMs, restMs } from './judge.ts'
import { takesPrompt } from './takes-prompt.ts'
import type { VerdictKind } from './verdict.ts'

const hook = (activity: AgentActivity): Said => ({ activity, by: 'hook' })
const screen = (activity: AgentActivity): Said => ({ activity, by: 'screen' })
const [soon, late] = [drawnWithinMs - 1, drawnWithinMs]

test.each<readonly [string, Said | undefined, number, VerdictKind, number, string | undefined]>([
  ['it is ready', hook('idle'), 0, 'ready', 0, 'at-rest'],
  ['nobody said anything', undefined, 0, 'ready', 0, 'at-rest'],
  ['its last work failed', hook('working'), 0, 'failed', 0, 'at-rest'],
  ['it works', hook('working'), 0, 'working', 0, 'at-work'],
  ['it works, of which no hook tells', undefined, 0, 'working', 0, 'at-work'],
  ['it is done, and its screen isn’t yet', hook('idle'), soon, 'working', 0, undefined],
  ['by a clock that runs ahead, too', hook('idle'), -soon, 'working', 0, undefined],
  ['it does something besides since long', hook('idle'), late, 'working', 0, 'at-work'],
  ['what the screen said is never new', screen('idle'), 0, 'working', 0, 'at-work'],
  ['it begins, and its screen doesn’t yet', hook('working'), soon, 'ready', restMs, undefined],
  ['it looks at rest for a moment', hook('working'), late, 'ready', restMs - 1, undefined],
  ['it was interrupted', hook('working'), late, 'ready', restMs, 'at-rest'],
  ['the screen takes back what it said', screen('working'), 0, 'ready', 0, 'at-rest'],
  ['half a screen', hook('idle'), 0, 'unknown', 60_000, undefined],
  ['a dialog', hook('idle'), 0, 'waiting', 60_000, undefined],
  ['words in the box', hook('idle'), 0, 'half-typed', 60_000, undefined],
])('%s', (_, said, saidMsAgo, kind, forMs, expected) => {
  const seen = { verdict: { kind, rule: kind }, isSettled: forMs > 0, forMs }
  expect(takesPrompt(said, seen, saidMsAgo)).toBe(expected)
})
