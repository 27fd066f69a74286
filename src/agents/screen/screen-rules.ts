import type { VerdictKind } from './verdict.ts'

/**
 * How the screens of one version of an agent are read: data, one file a version (`agents/AGENT/screen/VERSION.ts`).
 *
 * What an agent prints is not to be trusted, so a rule stands on the program's own chrome alone: the prompt box and what is fixed around it, or a
 * dialog that has taken the box's place at the end of the screen, with the indentation that only chrome has. The order of `rules` decides: the
 * first that matches wins, and they stand in the order of `kindsInOrder`. Patterns are matched line by line and must not backtrack: no
 * repetition within a repetition.
 */
export interface ScreenRules {
  readonly version: string
  readonly hooksMiss: readonly Missed[]
  readonly box: BoxRule
  /** What ends lines at the right edge and says nothing. */
  readonly scrollbar?: string
  /** What its last line says, down at the right, of a sidebar that wide screens have: from where that stands on, no line says anything. */
  readonly sidebar?: RegExp
  /** A paragraph above the prompt box with such a line is no part of the talk. */
  readonly chrome: readonly RegExp[]
  /** One with such a line is nothing that was said or done: the program's name, its tips, how long a turn took. */
  readonly asides: readonly RegExp[]
  readonly rules: readonly ScreenRule[]
}

/**
 * What no hook of the agent tells, so that its screen has to: that its prompt box is `ready` for the first time; that a turn was `interrupted`,
 * or `failed`; that a dialog was `answered`, so that it works on, or `denied`.
 */
export type Missed = 'ready' | 'interrupted' | 'denied' | 'answered' | 'failed'

/** Where the prompt box is: the last one on the screen, with the program's footer below it and little else. */
export interface BoxRule {
  /** The line above its first row; where it has no frame, the first row is the nearest that `first` matches. */
  readonly top?: RegExp
  readonly first: RegExp
  readonly row: RegExp
  /** The line below its last row. */
  readonly bottom: RegExp
  /** A line below `bottom` that proves it; where `bottom` proves itself, none. */
  readonly footer?: RegExp
  /** The most lines with something in them that stand below `bottom`. */
  readonly footerLines: number
  /** What stands before the text in a row. */
  readonly lead: RegExp
  /** Rows of it, at its beginning and at its end, that are not for text. */
  readonly padding?: readonly [number, number]
  /** Which text in it was not typed: that which is dim, or that which says this. */
  readonly placeholder: 'dim' | RegExp
}

export interface ScreenRule {
  readonly id: string
  readonly says: VerdictKind
  readonly in: Region
  /** It holds only while text stands in the prompt box that nobody sent. */
  readonly isTyped?: boolean
  /** Each is matched by a line of the region. */
  readonly has: readonly RegExp[]
  /** None is matched by a line of the region. */
  readonly hasNot?: readonly RegExp[]
  readonly text?: readonly TextPart[]
  /** Found in the text; its group is the answer. */
  readonly resetsAt?: RegExp
}

/**
 * `talk`: the last paragraph above the prompt box that is not chrome. `below`: the lines below the box. A number: so many lines directly above it.
 * `dialog` and `end` are for a screen without a prompt box: what stands from the last line that `top` matches, and then one that `head` matches, to the
 * screen's last, which `bottom` matches; and the last lines that are not empty, so many.
 */
export type Region =
  | 'talk'
  | 'below'
  | number
  | { readonly top: RegExp; readonly head?: RegExp; readonly bottom: RegExp }
  | { readonly end: number }

/**
 * `line`: the last line that matches, its group or the whole; `between`: the lines after the first that matches one, before the next that matches
 * the other; `joined`: a group of a match in the region as one line.
 */
export type TextPart =
  | { readonly line: RegExp }
  | { readonly between: readonly [RegExp, RegExp] }
  | { readonly joined: RegExp }

/**
 * A dialog is what it does now, whatever stood there before; what works has not failed yet. `unknown`: what looks like the rest but may be work. At the end the engine says `half-typed` or `ready` by itself, of a
 * prompt box that nothing else was said of.
 */
export const kindsInOrder: readonly VerdictKind[] = [
  'onboarding',
  'waiting',
  'working',
  'unknown',
  'limited',
  'login-needed',
  'failed',
]
