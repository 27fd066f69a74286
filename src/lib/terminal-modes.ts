/**
 * Takes a terminal out of every mode that a full-screen program may have left it in: colours, alternate screen, mouse reports (all
 * encodings), focus reports, bracketed paste, application keys, kitty's keyboard protocol, a hidden cursor. Harmless in a clean one.
 */
export const leaveTerminal = [
  '\x1b[m',
  '\x1b[?1049l',
  ...[1000, 1001, 1002, 1003, 1004, 1005, 1006, 1015, 2004, 1].map((mode) => `\x1b[?${mode}l`),
  '\x1b>',
  '\x1b[<u',
  '\x1b[?25h',
].join('')
