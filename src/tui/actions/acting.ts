/** What forms and editors offer besides what the fleet itself says. */
export interface Acting {
  /** What was sent to workers, the newest last. */
  readonly sent: readonly string[]
  /** Commands for the window `agent` that the config knows. */
  readonly agents: readonly string[]
  readonly look: FolderLook | undefined
  /** What the person said to hal before the name of its command: copied commands say it, too. */
  readonly globalFlags: readonly string[]
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

export const noActing: Acting = { sent: [], agents: [], look: undefined, globalFlags: [] }

/** More than anybody goes back through. */
export const sentKept = 200

/** The same text sent again moves to the end. */
export const addSent = (sent: readonly string[], text: string): readonly string[] =>
  text.trim() === '' ? sent : [...sent.filter((other) => other !== text), text].slice(-sentKept)
