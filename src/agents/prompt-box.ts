/** How text gets into an agent's prompt box, and out of it. */
export interface PromptBox {
  /** The key that empties it. `C-c` only where something stands in it: in an empty one it ends most agents. */
  readonly clear: 'C-u' | 'C-c'
  /** How long after a paste it takes Enter for the key, and not for a part of the paste; in milliseconds. */
  readonly enterAfterMs: number
}

/** Whether an agent took what was sent: it may make spaces of tabs, and add some at the end. */
export const isSameText = (sent: string, taken: string): boolean => plain(sent) === plain(taken)

const plain = (text: string): string =>
  text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').replaceAll(/ +$/gm, '').trim()
