import { stripVTControlCharacters } from 'node:util'
import stringWidth from 'fast-string-width'
import { graphemes } from '../../lib/graphemes.ts'

const isPlainAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

const style = /(\u001b\[[\d;:]*m)/
const styles = new RegExp(style, 'g')
/** What nearly all of a frame is made of, a column each: ASCII, lines and blocks, hal's own glyphs. */
const narrow = /^[\x20-\x7e\u2500-\u259f·…●○◐✓✗]*$/

/** Columns that text takes in a terminal; escape sequences take none. */
export const widthOf = (text: string): number => {
  const plain = text.includes('\u001b') ? text.replace(styles, '') : text
  return narrow.test(plain) ? plain.length : stringWidth(text)
}

/** The columns from `from` up to `to`, without wide characters that are only half in. All styles are kept, so that the text's last one is the slice's, too. */
export const sliceColumns = (text: string, from: number, to: number): string => {
  let kept = ''
  let column = 0
  for (const [index, part] of text.split(style).entries()) {
    // What the pattern captures stands at every other place.
    if (index % 2 === 1) kept += part
    else {
      for (const character of graphemes(part)) {
        const columns = widthOf(character)
        if (column >= from && column + columns <= to) kept += character
        column += columns
      }
    }
  }
  return kept
}

/** Text of at most `columns` columns, styles kept; what is cut off ends in `ellipsis` (one column, or none). */
export const clip = (text: string, columns: number, ellipsis = '…'): string => {
  if (columns <= 0) return ''
  if (widthOf(text) <= columns) return text
  const kept = Math.max(0, columns - ellipsis.length)
  return (isPlainAscii(text) ? text.slice(0, kept) : sliceColumns(text, 0, kept)) + ellipsis
}

/** Text of exactly `columns` columns: clipped, or filled with blanks at its end (its start, when `isRight`). */
export const pad = (
  text: string,
  columns: number,
  options: { readonly isRight?: boolean; readonly ellipsis?: string } = {},
): string => {
  const clipped = clip(text, columns, options.ellipsis)
  const blanks = ' '.repeat(Math.max(0, columns - widthOf(clipped)))
  return options.isRight === true ? blanks + clipped : clipped + blanks
}

/** Text of parts like `why · what helps` in at most `columns`: the last parts go first, whole; a first one that is too long ends after a word. */
export const clipParts = (text: string, columns: number, ellipsis: string): string => {
  const parts = text.split(' · ')
  while (parts.length > 1 && widthOf(parts.join(' · ')) > columns) parts.pop()
  const kept = parts.join(' · ')
  const room = columns - ellipsis.length
  if (widthOf(kept) <= columns || widthOf(kept.split(' ')[0] ?? '') > room)
    return clip(kept, columns, ellipsis)
  return `${wrap(kept, room)[0] ?? ''}${ellipsis}`
}

/** `left` and `right` at the two ends of one line; `right` gives way when both don't fit. */
export const spread = (ends: {
  readonly left: string
  readonly right: string
  readonly columns: number
}): string => {
  const room = ends.columns - widthOf(ends.left) - widthOf(ends.right)
  if (room < 2) return clip(ends.left, ends.columns, '')
  return ends.left + ' '.repeat(room) + ends.right
}

/** A word that is longer than a line, a line at a time: nobody knows which part of a name matters. A styled one is clipped. */
const piecesOf = (word: string, columns: number): readonly string[] => {
  if (widthOf(word) <= columns) return [word]
  if (columns < 2 || word.includes('\u001b')) return [clip(word, columns)]
  const pieces: string[] = []
  let piece = ''
  for (const character of graphemes(word)) {
    if (widthOf(piece + character) > columns) {
      pieces.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...pieces, piece]
}

/** Words of a sentence on lines of at most `columns`. */
export const wrap = (text: string, columns: number): readonly string[] => {
  const lines: string[] = []
  let line = ''
  const words = text.split(/\s+/).filter((part) => part !== '')
  for (const word of words.flatMap((one) => piecesOf(one, columns))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= columns) line = longer
    else {
      if (line !== '') lines.push(line)
      line = clip(word, columns)
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** The same on at most `rows` lines; the last one ends in `ellipsis` when words are left over. */
export const wrapUpTo = (
  text: string,
  room: { readonly columns: number; readonly rows: number; readonly ellipsis: string },
): readonly string[] => {
  const lines = wrap(text, room.columns)
  if (lines.length <= room.rows) return lines
  const last = lines.slice(room.rows - 1).join(' ')
  return [...lines.slice(0, room.rows - 1), clip(last, room.columns, room.ellipsis)]
}

export const withoutStyles = stripVTControlCharacters

/** Exactly so many lines: the first ones, and empty ones where there are fewer. */
export const filled = (lines: readonly string[], height: number): readonly string[] =>
  Array.from({ length: height }, (_, row) => lines[row] ?? '')
