/** An address that a terminal can click (OSC 8), however its lines break; all of it is there to be read, too. Only of `[!-~]`. */
export const formatLink = (address: string): string =>
  `\u001b]8;;${address}\u001b\\${address}\u001b]8;;\u001b\\`
