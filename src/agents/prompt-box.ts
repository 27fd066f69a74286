/** How text gets into an agent's prompt box, and out of it. */
export interface PromptBox {
  /** The keys that take a line out of it, and do nothing in an empty one. Never `C-c`: that ends most agents there, and some at the second within a moment wherever. */
  readonly clear: readonly string[]
  /** How long after a paste it takes Enter for the key, and not for a part of the paste; in milliseconds. */
  readonly enterAfterMs: number
}

/** For a box in which C-u clears the line, up to its beginning, and no more. */
export const lineByLine: readonly string[] = ['End', 'C-u', 'BSpace']

/** Whether an agent took what was sent: it may make spaces of tabs, and add some at the end. */
export const isSameText = (sent: string, taken: string): boolean => plain(sent) === plain(taken)

const plain = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').replaceAll(/ +$/gm, '').trim()
