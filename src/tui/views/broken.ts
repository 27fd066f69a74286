/** A part of the screen that can fail to be drawn while the rest goes on. */
export type Part = `${string} view` | `${string} tab` | 'dialog' | 'header' | 'footer'

/** Parts that threw while they were drawn: what was thrown, and the file with the report, where one could be saved. */
export type BrokenParts = Readonly<Partial<Record<Part, Broken>>>

export interface Broken {
  readonly words: string
  readonly report: string | undefined
}

export const noBrokenParts: BrokenParts = {}

/** Drawing a part threw `cause`. */
export class PartBroke extends Error {
  readonly part: Part

  constructor(part: Part, cause: unknown) {
    super(`the ${part} could not be drawn`, { cause })
    this.part = part
  }
}
