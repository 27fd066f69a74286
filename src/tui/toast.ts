/** What was said to the person: how an action ended, or why a key does nothing. */
export interface Toast {
  readonly kind: 'news' | 'good' | 'failure'
  readonly text: string
  /** What to do now. */
  readonly nextStep: string | undefined
  readonly at: Date
}
