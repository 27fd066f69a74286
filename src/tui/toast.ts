/** What was said to the person: how an action ended, or why a key does nothing. */
export interface Toast {
  readonly kind: 'news' | 'good' | 'failure'
  readonly text: string
  /** What to do now. */
  readonly nextStep: string | undefined
  /** Went well, with something to know: it stays to be read, as a failure does. */
  readonly isWarning?: boolean | undefined
  readonly at: Date
}

/** Waits for Escape, or for the next thing that is done; how what was begun before it ended takes its place only where that failed. */
export const isToBeRead = ({ kind, isWarning = false }: Toast): boolean => kind === 'failure' || isWarning
