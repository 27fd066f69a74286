/** What a pane's program said of itself by its last mark: see docs/marks.md. */
export interface SaidActivity {
  readonly activity: (typeof activities)[number]
  /** By the worker's clock. */
  readonly since: Date
  readonly by: string
  /** It worked, and nobody was there when it came to its end. */
  readonly hasNews: boolean
  /** What it asks, or `undefined`. */
  readonly text: string | undefined
}

const activities = ['working', 'waiting', 'idle', 'limited', 'login-needed'] as const

/**
 * Reads `SINCE ACTIVITY BY NEWS TEXT`, as the tools' tmux keeps a mark in the pane's option `@hal-activity`. `undefined` for anything
 * else: whatever runs in the worker can write to that option, too.
 */
export const readSaidActivity = (value: string): SaidActivity | undefined => {
  const [, sinceMs, word, by = '', news, text = ''] =
    /^(\d{1,15}) ([a-z-]+) ([a-z0-9-]{1,32}) ([01]) (.{0,500})$/su.exec(value) ?? []
  const activity = activities.find((each) => each === word)
  if (activity === undefined) return undefined
  return {
    activity,
    since: new Date(Number(sinceMs)),
    by,
    hasNews: news === '1',
    text: text === '' ? undefined : text,
  }
}
