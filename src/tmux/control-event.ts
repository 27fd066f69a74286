import type { SaidActivity } from './activity.ts'

/** What tmux says in control mode. Bytes stay bytes: a program's output may be no text at all, or half a character. */
export type ControlEvent =
  | ReplyEvent
  | { readonly kind: 'output'; readonly pane: string; readonly data: Buffer }
  | { readonly kind: 'exit'; readonly why: string }
  | { readonly kind: 'pause' | 'continue'; readonly pane: string }
  | SubscriptionEvent
  | { readonly kind: 'session-changed'; readonly session: string; readonly name: string }
  | { readonly kind: 'window-add' | 'window-close' | 'layout-change'; readonly window: string }
  | { readonly kind: 'window-renamed'; readonly window: string; readonly name: string }
  | { readonly kind: 'client-detached'; readonly client: string }
  /** A mark was printed in a pane; `said` is `undefined` when what was said before is over. */
  | { readonly kind: 'activity'; readonly pane: string; readonly said: SaidActivity | undefined }
  /** A notification that hal has no use for (`name` without its %), or a line that is none (`name` is empty). */
  | { readonly kind: 'other'; readonly name: string; readonly text: string }

/** What stands between %begin and %end (or %error). `isMine`: the answer to a command that came over this stream. */
export interface ReplyEvent {
  readonly kind: 'reply'
  readonly isError: boolean
  readonly isMine: boolean
  readonly time: number
  readonly number: number
  readonly lines: readonly Buffer[]
}

export interface SubscriptionEvent {
  readonly kind: 'subscription-changed'
  readonly name: string
  /** `undefined` where the subscription is not about panes. */
  readonly pane: string | undefined
  readonly window: string | undefined
  readonly value: string
}
