import stringWidth from 'fast-string-width'

/** Words as lines of at most `width` cells. A word that is longer than a line has one for itself. */
export function wrapped(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    const longer = `${last} ${word}`
    if (last !== undefined && stringWidth(longer) <= width) lines.splice(-1, 1, longer)
    else lines.push(word)
  }
  return lines
}
