import type { Said } from '../activity.ts'
import { mayChange } from './may-change.ts'
import type { ScreenRules } from './screen-rules.ts'
import { isAtRest, type Settled } from './settle.ts'
import { isDialog, type Verdict } from './verdict.ts'

/**
 * What is to be done after a look at an agent's screen.
 *
 *   stands     what was said holds: the screen shows it, or has no word in it
 *   early      it holds, and is so new that the screen may come to show it: who acts on what stands there looks again
 *   undecided  the screen says something else, and has to go on saying it: look again
 *   say        that is what it does now
 */
export type Judgement =
  | { readonly kind: 'stands' | 'early' | 'undecided' }
  | { readonly kind: 'say'; readonly mark: Said }

/** After how long `early` and `undecided` are to be looked at again: an agent draws a dialog, or goes on, within that as a rule. */
export const lookAgainMs = 250

/** How long an agent may take to draw the dialog that its hook told of, on a machine that has much to do. */
export const drawnWithinMs = 3_000

/** How long an agent may show the words in its box that it has said it took, on such a machine. */
export const takenWithinMs = 6_000

/** An agent that said it works may look at rest for a moment: before its first word, between two things that it does. */
export const restMs = 1_500

/**
 * | what was said, when | the screen | |
 * | --- | --- | --- |
 * | a hook: it asks, less than `drawnWithinMs` ago | no dialog yet | early |
 * | a hook: it works, less than `takenWithinMs` ago | nothing works, and words stand in its box: those that it took | early |
 * | anything | what `mayChange` has no word for, however often it is seen | stands |
 * | anything | what it has a word for, for the first time | undecided; a dialog: say |
 * | a hook: it works | nothing works, for less than `restMs` | undecided |
 * | anything else | what it has a word for | say |
 *
 * `saidMsAgo`: how old `said` is. The hook's clock may be another one: what it says of the future is as old as it is far.
 */
export function judge(
  said: Said | undefined,
  seen: Settled,
  { rules, saidMsAgo }: { readonly rules: Pick<ScreenRules, 'hooksMiss'>; readonly saidMsAgo: number },
): Judgement {
  const { verdict } = seen
  if (!isDialog(verdict) && isNewQuestion(said, saidMsAgo)) return { kind: 'early' }
  if (isJustTaken(said, verdict, saidMsAgo)) return { kind: 'early' }
  const mark = mayChange(said, seen, rules)
  if (mark === undefined) {
    const isOpen = mayChange(said, { ...seen, isSettled: true }, rules) !== undefined
    return { kind: isOpen ? 'undecided' : 'stands' }
  }
  const isRest = said?.activity === 'working' && said.by !== 'screen' && isAtRest(verdict)
  if (isRest && seen.forMs < restMs) return { kind: 'undecided' }
  return { kind: 'say', mark }
}

/** A hook's word that it asks, so new that the screen may not show it yet. */
export const isNewQuestion = (said: Said | undefined, saidMsAgo: number): boolean =>
  said?.activity === 'waiting' && said.by !== 'screen' && Math.abs(saidMsAgo) < drawnWithinMs

/** The words in the box are most likely those that it has just said it took: they are nobody's draft, and it is not idle. */
export const isJustTaken = (
  said: Said | undefined,
  { kind }: Pick<Verdict, 'kind'>,
  saidMsAgo: number,
): boolean =>
  kind === 'half-typed' &&
  said?.activity === 'working' &&
  said.by !== 'screen' &&
  Math.abs(saidMsAgo) < takenWithinMs
