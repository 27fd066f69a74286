/** What is known of a key besides its shape. */
export interface KeyFacts {
  /** A sentence, the same as in `defineConfig`'s types. */
  readonly about: string
  readonly expected: string
  /** Set for a key that only the person's own config may set: what a project would gain by it. */
  readonly widens?: string
  /** Variables that set it besides `HAL_…`. */
  readonly variables?: readonly string[]
  readonly isWithoutVariable?: boolean
  /** Turns a variable's text into the value; text stays text without it. What can't be turned stays as it is, and is refused by the schema. */
  readonly fromText?: (text: string) => unknown
}

export const number = (text: string): unknown => (/^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text)

const words: Readonly<Record<string, boolean>> = {
  ...{ 1: true, true: true, yes: true, on: true },
  ...{ 0: false, false: false, no: false, off: false },
}
export const yesOrNo = (text: string): unknown => words[text.trim().toLowerCase()] ?? text

/** Separated by colons, as in `$PATH`. */
export const list = (text: string): unknown => text.split(':').filter((part) => part !== '')
