/** What an agent's screen says at one moment. */
export interface Verdict {
  readonly kind: VerdictKind
  /** The id of the rule that matched; `none` where nothing did, `blank` where nothing stands there. */
  readonly rule: string
  /** What is asked, or what the limit or the failure says: one line, 500 bytes at most. */
  readonly text?: string
  /** What stands in the prompt box and nobody sent, all of it that is shown, whatever else the screen says. */
  readonly typed?: string
  /** When the limit ends, in the agent's words: a time of day, or `in 1h 43m`. */
  readonly resetsAt?: string
}

/**
 * `ready`: an empty prompt box, and nothing works. `half-typed`: the same with text that nobody sent. `waiting`: a permission or a question.
 * `onboarding`: it asks something before its first prompt. `failed`: the last turn ended with an error. `unknown`: none of this for sure.
 */
export type VerdictKind =
  | 'ready'
  | 'half-typed'
  | 'working'
  | 'waiting'
  | 'limited'
  | 'login-needed'
  | 'onboarding'
  | 'failed'
  | 'unknown'

/** It stands in the prompt box's place, and takes its keys. */
export const isDialog = ({ kind }: Pick<Verdict, 'kind'>): boolean =>
  kind === 'waiting' || kind === 'onboarding'
