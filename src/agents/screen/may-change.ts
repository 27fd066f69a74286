import type { AgentActivity, Said } from '../activity.ts'
import type { Missed, ScreenRules } from './screen-rules.ts'
import type { Settled } from './settle.ts'
import { isDialog, type VerdictKind } from './verdict.ts'

/**
 * What the screen makes of what was said last; `undefined` where nothing changes.
 *
 * - A dialog is `waiting` at once, whatever was said: it stands where the prompt box was.
 * - A limit, or a login that is missing, counts from the second look on.
 * - So does that nothing works, that something does, or that the turn failed, and only where no hook of this agent tells it (`hooksMiss`;
 *   docs/decisions/0017). A turn that failed is `waiting`, with its reason: nothing goes on by itself (docs/decisions/0021).
 * - What the screen itself said it may take back. To a hook's word that asks for something it may add the text that the hook left out.
 */
export const mayChange = (
  said: Said | undefined,
  { verdict, isSettled }: Settled,
  { hooksMiss }: Pick<ScreenRules, 'hooksMiss'>,
): Said | undefined => {
  const activity = meanings[verdict.kind]
  if (activity === undefined || !(isDialog(verdict) || isSettled)) return undefined
  const change: Said = { activity, by: 'screen', text: verdict.text }
  if (said?.activity === activity) return hasNewText(said, change) ? change : undefined
  const seen = verdict.kind === 'failed' ? 'failed' : activity
  if (seen !== 'failed' && seen !== 'idle' && seen !== 'working') return change
  const missed = told[said?.activity ?? 'nothing'][seen]
  const isUntold = missed !== undefined && hooksMiss.includes(missed)
  return said?.by === 'screen' || isUntold ? change : undefined
}

const meanings: Readonly<Record<VerdictKind, AgentActivity | undefined>> = {
  ready: 'idle',
  'half-typed': 'idle',
  failed: 'waiting',
  working: 'working',
  waiting: 'waiting',
  onboarding: 'waiting',
  limited: 'limited',
  'login-needed': 'login-needed',
  unknown: undefined,
}

/** What a hook would have told between what was said and what is seen. Where nothing stands, it is not for the screen to say. */
const told: Readonly<
  Record<AgentActivity | 'nothing', { readonly [seen in 'idle' | 'failed' | 'working']?: Missed }>
> = {
  nothing: { idle: 'ready', failed: 'ready' },
  working: { idle: 'interrupted', failed: 'failed' },
  waiting: { idle: 'denied', failed: 'failed', working: 'answered' },
  // Some say first that they are at rest.
  idle: { failed: 'failed' },
  limited: {},
  'login-needed': {},
}

/** That it works is the hook's word, whatever the screen says besides: who said it may also say that it is over. */
const hasNewText = (said: Said, { activity, text }: Said): boolean =>
  activity !== 'working' &&
  text !== undefined &&
  text !== said.text &&
  (said.text === undefined || said.by === 'screen')
