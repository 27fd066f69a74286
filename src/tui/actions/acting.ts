import type { SeenWorker } from '../../workers/whom.ts'

/** What forms and editors offer besides what the fleet itself says. */
export interface Acting {
  /** What was sent to workers, the newest last. */
  readonly sent: readonly string[]
  /** Those that hal knows, and the person's own. */
  readonly agents: readonly AgentChoice[]
  readonly look: FolderLook | undefined
  /** What the person said to hal before the name of its command: copied commands say it, too. */
  readonly globalFlags: readonly string[]
  /** What agents did not take because of a draft in their box, the newest last; at most one text a worker. */
  readonly unsent: readonly Unsent[]
}

/** A text, and the words that stand where it would go. */
export interface Unsent extends SeenWorker {
  readonly text: string
  readonly draft: string
}

export interface AgentChoice {
  readonly name: string
  /** The person's config lets it act without asking. */
  readonly isUnattended: boolean
}

/** What is in a folder of which somebody types the name. */
export interface FolderLook {
  /** As typed, up to its last slash. */
  readonly parent: string
  /** The folders in it; `undefined`: there is none that can be looked into. */
  readonly folders: readonly string[] | undefined
  /** There are more than anybody wants to read. */
  readonly isCut: boolean
}

export const noActing: Acting = { sent: [], agents: [], look: undefined, globalFlags: [], unsent: [] }

/** More than anybody goes back through. */
export const sentKept = 200

/** The same text sent again moves to the end. */
export const addSent = (sent: readonly string[], text: string): readonly string[] =>
  text.trim() === '' ? sent : [...sent.filter((other) => other !== text), text].slice(-sentKept)
