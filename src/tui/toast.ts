/** What was said to the person: how an action ended, or why a key does nothing. */
export interface Toast {
  readonly kind: 'news' | 'good' | 'failure'
  readonly text: string
  /** What to do now. */
  readonly nextStep: string | undefined
  /** A warning: how what was begun before it ended does not take its place, unless that failed. */
  readonly isWarning?: boolean | undefined
  readonly at: Date
}
