/** Terminals take no more at once. */
const maxBytes = 500_000

/**
 * What a terminal is told to put text on the person's clipboard (OSC 52). Inside of another terminal program (tmux, screen), that one is told,
 * and the terminal around it, past it: whichever of them listens. `undefined`: it is more than terminals take.
 */
export const clipboardSequence = (text: string, isInTmux: boolean): string | undefined => {
  const bytes = Buffer.from(text)
  if (bytes.length > maxBytes) return undefined
  const plain = `\x1b]52;c;${bytes.toString('base64')}\x07`
  return isInTmux ? `${plain}\x1bPtmux;${plain.replaceAll('\x1b', '\x1b\x1b')}\x1b\\` : plain
}
