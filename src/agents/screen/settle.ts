import type { Verdict } from './verdict.ts'

/** The last look at a screen, and whether the one before it said the same. */
export interface Settled {
  readonly verdict: Verdict
  /** Two looks in a row: an agent shows an empty prompt box for a moment between two things that it does. */
  readonly isSettled: boolean
}

/** For who looks again after a nudge: the looks so far and one more. The first answers nothing for sure. */
export const settle = (previous: Settled | undefined, verdict: Verdict): Settled => ({
  verdict,
  isSettled: previous !== undefined && isSame(previous.verdict, verdict),
})

/** What a person types into the box meanwhile makes no difference. */
const isSame = (one: Verdict, other: Verdict): boolean =>
  isAtRest(one) ? isAtRest(other) : one.kind === other.kind && one.text === other.text

/** Nothing works, and nothing is asked. */
export const isAtRest = ({ kind }: Verdict): boolean => kind === 'ready' || kind === 'half-typed'
