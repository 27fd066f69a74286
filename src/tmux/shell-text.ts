/** The longest line that is typed for people to see; longer ones go by file. */
const longestTypedBytes = 1_000

/**
 * True for a line that means the same typed as in a script: printable ASCII, without what only interactive shells read differently
 * (history's `!` and `^`, zsh's `#`).
 */
export const isTypable = (text: string): boolean =>
  text.length <= longestTypedBytes &&
  text.trim() !== '' &&
  /^[\x20-\x7e]+$/.test(text) &&
  !/[!#]|^\^/.test(text)

/**
 * The script that runs `text` in the shell that sources it: deletes itself, says that the output starts, keeps `$?` for the text's
 * first command, and works in any POSIX shell.
 */
export const scriptFor = (text: string, path: string): string =>
  `__hal_ran=$(r=$?; command rm -f ${quoteForShell(path)}; printf '\\033]133;C\\007\\033]2;hal:busy\\007' >/dev/tty; echo 1; exit $r)\n${text}\n`

/** What to type so that the shell runs a script. The space keeps it out of histories that ignore such lines. */
export const sourceLine = (path: string): string => ` . ${quoteForShell(path)}`

/** As a word of its own, in any POSIX shell. */
const quoteForShell = (word: string): string =>
  /^[A-Za-z0-9_./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/**
 * What a shell says, from a script, when the script ended in the middle of something (an open quote, a missing `done`). `path` makes
 * it the shell's word, not the command's.
 */
export const isUnfinished = (said: string, path: string): boolean => {
  const last = said.trimEnd().split('\n').slice(-3)
  return last.some((line) => line.includes(path) && endedEarly.test(line))
}

const endedEarly =
  /unexpected EOF while looking|unexpected end of file|[Uu]nterminated quoted string|end of file unexpected|EOF in backquote|Missing '}'|unmatched ["'`]|parse error near `\\n'/
