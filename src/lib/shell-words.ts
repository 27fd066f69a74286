import { fail, ok, type Result } from './result.ts'

/** Text as one word of a command, for any POSIX shell: as it is where nothing in it means more, else in quotes. */
export const quoteWord = (word: string): string =>
  /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`

/**
 * The words of a command line as a shell would cut them: blanks, both quotes, backslashes. Nothing else has a meaning: `$HOME`, `*` and `|`
 * are text. Fails with what is still open at the end.
 */
export function splitWords(line: string): Result<readonly string[], { readonly open: string }> {
  const words: string[] = []
  let word: string | undefined
  let quote: string | undefined
  for (let at = 0; at < line.length; at += 1) {
    const character = line.charAt(at)
    const next = line.charAt(at + 1)
    if (quote === "'" && character !== "'") word = (word ?? '') + character
    else if (character === '\\' && (quote === undefined || /["\\$`]/.test(next))) {
      if (next === '') return fail({ open: '\\' })
      word = (word ?? '') + next
      at += 1
    } else if (character === quote) quote = undefined
    else if (quote === undefined && (character === "'" || character === '"')) {
      quote = character
      word ??= ''
    } else if (quote === undefined && /\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== undefined) return fail({ open: quote })
  return ok(word === undefined ? words : [...words, word])
}
