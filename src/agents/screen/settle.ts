import type { Verdict } from './verdict.ts'

/** What a screen says, and for how long: the looks so far in one. */
export interface Settled {
  readonly verdict: Verdict
  /** Two looks in a row: an agent shows an empty prompt box for a moment between two things that it does. */
  readonly isSettled: boolean
  /** How long it has said this, from the first such look to the last. */
  readonly forMs: number
}

/** For who looks again after a nudge: the looks so far and one more, so long after the last. The first answers nothing for sure. */
export const settle = (previous: Settled | undefined, verdict: Verdict, afterMs: number): Settled =>
  previous !== undefined && isSame(previous.verdict, verdict)
    ? { verdict, isSettled: true, forMs: previous.forMs + afterMs }
    : { verdict, isSettled: false, forMs: 0 }

/** What a person types into the box meanwhile makes no difference. */
const isSame = (one: Verdict, other: Verdict): boolean =>
  isAtRest(one) ? isAtRest(other) : one.kind === other.kind && one.text === other.text

/** Nothing works, and nothing is asked. */
export const isAtRest = ({ kind }: Verdict): boolean => kind === 'ready' || kind === 'half-typed'
