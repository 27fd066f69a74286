/** Out of the alternate screen: a full-screen program's last word, or nearly. */
export const screenGivenBack = '\x1b[?1049l'

/**
 * Takes a terminal out of every mode that a full-screen program may have left it in: colours, line-drawing letters, alternate screen, a
 * part of the screen that scrolls alone, mouse reports (all encodings), focus reports, bracketed paste, application keys (mintty's escape
 * among them), kitty's keyboard protocol, a hidden cursor. Harmless in a clean one.
 */
export const leaveTerminal = [
  '\x1b[m',
  '\x1b(B\x0f',
  screenGivenBack,
  // Taking the margins away moves the cursor.
  '\x1b7\x1b[r\x1b8',
  ...[1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 2004, 7727, 1].map((mode) => `\x1b[?${mode}l`),
  '\x1b>',
  '\x1b[<u',
  '\x1b[?7h',
  '\x1b[?25h',
].join('')

const titleMoves = /\x1b\[(2[23])(?:;\d+)*t/g

/**
 * Listens to what a full-screen program writes to the terminal, in pieces that cut no sequence, for the case that it never gets to leave
 * it: `leave` also takes back the window's title as often as it put one aside. Nobody else could know whether one was.
 */
export const followTerminal = (): {
  readonly note: (written: Buffer) => void
  readonly leave: () => string
} => {
  let titlesAside = 0
  return {
    note: (written) => {
      if (!written.includes('\x1b[22') && !written.includes('\x1b[23')) return
      for (const [, move] of written.toString('latin1').matchAll(titleMoves))
        titlesAside = Math.max(0, titlesAside + (move === '22' ? 1 : -1))
    },
    leave: () => leaveTerminal + '\x1b[23;0;0t'.repeat(titlesAside),
  }
}
