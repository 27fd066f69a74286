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

/** `hal: ` and what stands below it. */
const indent = ' '.repeat(5)
/** In less, nobody could read a sentence anyway. */
const leastColumns = 30

/**
 * Lines of a message as a terminal of so many columns can show them: none breaks within a word, nor within a command in backticks that
 * has room on a line. `undefined`, or next to no columns: as they are.
 */
export function messageLines(text: string, columns: number | undefined): readonly string[] {
  const lines = text.split('\n')
  if (columns === undefined || columns < leastColumns) return lines
  return lines.flatMap((line) => {
    if (stringWidth(line) <= columns) return [line]
    const start = /^ */.exec(line)?.[0] ?? ''
    const words = line.match(/\S*`[^`]*`\S*|\S+/g) ?? []
    const [first = '', ...others] = wrapped(words, columns - Math.max(indent.length, start.length))
    return [start + first, ...others.map((other) => indent + other)]
  })
}
