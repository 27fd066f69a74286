import stringWidth from 'fast-string-width'
import { graphemes } from '../../lib/graphemes.ts'
import { plainStyle, type Style, styleAfter } from './style.ts'

/** A line of a frame by columns. A wide character stands in its first one; the second one's text is empty. */
export interface Cells {
  readonly texts: readonly string[]
  readonly styles: readonly Style[]
  /** The first column at or behind something that terminals disagree on how wide it is; what follows it is where the terminal thinks. */
  readonly doubtfulFrom: number
}

const sgr = /\u001b\[([\d;:]*)m/y
/** A column each: ASCII, lines and blocks. */
const narrow = /[\x20-\x7e\u2500-\u259f]+/y
const other = /[^\p{Cc}\x20-\x7e\u2500-\u259f]+/uy

/** Of a line with SGR sequences in it; all else that would steer a terminal is left out. */
export const cellsOf = (line: string): Cells => {
  const texts: string[] = []
  const styles: Style[] = []
  let style = plainStyle
  let doubtfulFrom = Number.POSITIVE_INFINITY
  let at = 0
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const found = pattern.exec(line)
    if (found !== null) at = pattern.lastIndex
    return found
  }
  while (at < line.length) {
    const plain = take(narrow)
    if (plain !== null) {
      for (const character of plain[0]) {
        texts.push(character)
        styles.push(style)
      }
      continue
    }
    const sequence = take(sgr)
    if (sequence !== null) {
      style = styleAfter(style, sequence[1] ?? '')
      continue
    }
    const rest = take(other)
    if (rest === null) {
      // A control character steers a terminal: not to be written.
      at += 1
      continue
    }
    for (const segment of graphemes(rest[0])) {
      const columns = stringWidth(segment)
      if (isDoubtful(segment)) doubtfulFrom = Math.min(doubtfulFrom, texts.length)
      if (columns === 0) {
        // Belongs to what it follows; at the beginning of a line there is nothing to belong to.
        if (texts.length > 0) texts[texts.length - 1] += segment
        continue
      }
      texts.push(segment, ...Array<string>(columns - 1).fill(''))
      for (let column = 0; column < columns; column += 1) styles.push(style)
    }
  }
  return { texts, styles, doubtfulFrom }
}

/** More than one code point: emoji with selectors and joiners, letters with marks. */
const isDoubtful = (segment: string): boolean => {
  const first = segment.codePointAt(0) ?? 0
  return segment.length > (first > 0xffff ? 2 : 1)
}
