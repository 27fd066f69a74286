import { octalEscape } from './octal.ts'

/** What tmux's lexer takes as it stands inside double quotes. Everything else is written as `\ooo`. */
const isPlain: readonly boolean[] = Array.from({ length: 256 }, (_, byte) =>
  /[A-Za-z0-9_./:=@,+ -]/.test(String.fromCharCode(byte)),
)
const written: readonly string[] = isPlain.map((plain, byte) =>
  plain ? String.fromCharCode(byte) : octalEscape(byte),
)

/** One argument of a tmux command: bytes, or text that becomes UTF-8. */
export type Argument = string | Uint8Array

/**
 * One line for tmux's control mode. No argument can end the line, start another command, expand a variable, a format of the
 * command language or a home folder: it arrives byte for byte. (Commands that expand formats themselves, like `display-message`,
 * still do.) Throws on NUL, which no tmux command can carry.
 */
export const commandLine = (argv: readonly Argument[]): string => argv.map(quote).join(' ')

const quote = (argument: Argument): string => {
  const bytes = typeof argument === 'string' ? Buffer.from(argument) : argument
  let quoted = '"'
  for (const byte of bytes) {
    if (byte === 0) throw new Error('a tmux command cannot carry NUL')
    quoted += written[byte]
  }
  return `${quoted}"`
}
