import type { AgentEvent } from './stream/agent-event.ts'

/**
 * A talk with an agent's program over its stdin and stdout, one JSON object a line both ways: a prompt, what it does about it and asks before
 * it acts, and then the next prompt in the same session.
 *
 * It is made of what was said alone: it waits for nothing, and has no clock and no numbers of chance. MUST never throw. MUST say and tell the
 * same again where it hears the same again, in whatever moment it is answered: another hal takes up a talk in its middle by hearing all of
 * it once more, and says only what has not been said.
 */
export interface Talk {
  /** What is said first, before the agent has said anything: the first prompt, or what has to come before it. */
  readonly open: () => readonly object[]
  /** What comes of one line of the agent's; `undefined`: it is nothing that anyone here knows. */
  readonly hear: (said: object) => Heard | undefined
  /** Answers what it asked, by that `id`: one of its options; `undefined`, none of them, as when nobody wants to say. */
  readonly answer: (id: string, option: string | undefined) => readonly object[]
  /** The next prompt, once a turn is over. */
  readonly prompt: (text: string) => readonly object[]
  /** Its output has ended: what it still held back, and, in the middle of a turn, that it was cut. */
  readonly end: () => readonly AgentEvent[]
}

/** What comes of a line: all that is left out is nothing. */
export interface Heard {
  readonly events?: readonly AgentEvent[]
  /** To be said, a line each. */
  readonly says?: readonly object[]
  readonly asks?: readonly Permission[]
  /** What it asked, by those `id`s, and wants no answer to any more: it has one, or goes on without. */
  readonly withdraws?: readonly string[]
  /** It has done what it was prompted, or given up: it waits for the next prompt, or for the end of its stdin, with which it ends. */
  readonly isOver?: boolean
}

/** What an agent asks before it acts. It may go on with other things, and ask more, until it is answered. */
export interface Permission {
  /** Of all that it asks in this talk, this one. */
  readonly id: string
  /** As a person reads it. */
  readonly title: string
  /** What the title leaves out of what it would do, as a person reads it: perhaps several lines, of no more than 4000 characters. Empty: nothing. */
  readonly about: string
  /** What it would do, as the agent has it. */
  readonly input: unknown
  readonly options: readonly PermissionOption[]
}

export interface PermissionOption {
  readonly id: string
  /** As a person reads it. */
  readonly name: string
  readonly kind: 'allow_once' | 'allow_always' | 'reject_once' | 'reject_always' | 'other'
}

/** Whether it acts as it likes; asks a person first; or is denied whatever it asks for. */
export const talkKinds = ['acts', 'asks', 'denied'] as const

export type TalkKind = (typeof talkKinds)[number]

export interface TalkWish {
  /** Inside of where it runs. */
  readonly cwd: string
  readonly prompt: string
  /** The session to go on with, as an earlier talk's event `session` named it. `undefined`: a new one. */
  readonly resume: string | undefined
}
