/** Places of the characters that were found, in code units. */
export type Hit = readonly number[]

/**
 * Where `word` (in lower case) is in a text: as it is, or, `isFuzzy`, letter by letter: the first one at the beginning of a word of the text,
 * each next one right behind the one before or at the beginning of a later word, as `afl` is in `ada/fix-login`.
 */
export const find = (
  text: string,
  word: string,
  { isFuzzy }: { readonly isFuzzy: boolean },
): Hit | undefined => {
  const lower = text.toLowerCase()
  // Of some letters the small one is two: places would be wrong, so there are none.
  const isSameLength = lower.length === text.length
  const at = lower.indexOf(word)
  if (at >= 0) return isSameLength ? Array.from({ length: word.length }, (_, index) => at + index) : []
  if (!isFuzzy || !isSameLength) return undefined
  return initials(lower, word)
}

const initials = (text: string, word: string): Hit | undefined => {
  const place = (index: number, from: number): Hit | undefined => {
    if (index === word.length) return []
    for (let at = from; at < text.length; at += 1) {
      const isNext = index > 0 && at === from
      if (text[at] !== word[index] || !(isNext || isWordStart(text, at))) continue
      const rest = place(index + 1, at + 1)
      if (rest !== undefined) return [at, ...rest]
    }
    return undefined
  }
  return word.length > longest ? undefined : place(0, 0)
}

/** Nobody types more than this letter by letter, and trying all ways costs more with each. */
const longest = 12

const isWordStart = (text: string, at: number): boolean =>
  at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? '')
