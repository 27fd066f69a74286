import type { Said } from '../../agents/activity.ts'
import type { Missed } from '../../agents/screen/screen-rules.ts'
import type { Verdict } from '../../agents/screen/verdict.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { Worker } from '../worker.ts'

/** The evidence for a worker's state, as it was found at one moment. */
export interface Explanation {
  readonly worker: Worker
  /** It acts without asking; `undefined` for a worker without an agent. */
  readonly isUnattended: boolean | undefined
  /** The agent as its maker calls it. */
  readonly title: string | undefined
  /** `undefined`: its tmux can't be asked. */
  readonly pane: PaneEvidence | undefined
  /** `undefined`: nobody has recorded the screens of what runs there. */
  readonly screen: ScreenEvidence | undefined
  /** It asks for a login, and hal keeps one that it was made without. */
  readonly isMadeWithoutLogin: boolean
  /** What was kept of what its hooks said. */
  readonly prompt: KeptText | undefined
  readonly answer: KeptText | undefined
}

export interface PaneEvidence {
  /** The last mark; `undefined`: nobody has said anything. */
  readonly said: SaidActivity | undefined
  /** How its program ended; `undefined` while it runs. */
  readonly exitCode: number | undefined
  readonly endedAt: Date | undefined
  /** When it came to the end of its work, or of itself; and whether somebody has looked since. */
  readonly news: { readonly at: Date; readonly isSeen: boolean } | undefined
}

export interface ScreenEvidence {
  /** The agent's, whose screens the rules were made of. */
  readonly rulesVersion: string
  /** Of the second of two looks. */
  readonly verdict: Verdict
  /** Both looks say the same; only then most of what a screen says counts. */
  readonly isSettled: boolean
  /** What hal makes of it, over what was said; `undefined`: nothing. */
  readonly change: Said | undefined
  /** What no hook of this agent tells. */
  readonly hooksMiss: readonly Missed[]
}

export interface KeptText {
  /** `undefined`: nothing in its image tells. */
  readonly at: Date | undefined
  readonly text: string
}
