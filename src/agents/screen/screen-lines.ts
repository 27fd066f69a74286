import { type Pen, plainPen, withSgr } from '../../lib/pen.ts'

/** A line of a screen: its text, and of each of its characters whether it is drawn dim, or inverse as a cursor is. */
export interface ScreenLine {
  readonly text: string
  readonly looks: readonly Look[]
}

export type Look = 'plain' | 'dim' | 'inverse'

/** No terminal is taller or wider; what is beyond is not read, so that no screen takes longer than the largest. */
export const mostLines = 200
export const mostColumns = 1_000

/** The lines of `capture-pane -e`: colours go on from one line to the next, nothing but text stays, and nothing at a line's end. */
export const screenLines = (lines: readonly string[]): readonly ScreenLine[] => {
  let pen: Pen = plainPen
  return lines.slice(-mostLines).map((line) => {
    let text = ''
    const looks: Look[] = []
    for (const [token, parameters] of line.slice(0, mostRead).matchAll(tokens)) {
      if (parameters !== undefined) pen = withSgr(pen, parameters)
      if (/^[\x00-\x1f\x7f-\x9f]/.test(token)) continue
      const look = lookOf(pen)
      for (let at = 0; at < token.length; at += 1) looks.push(look)
      text += token
    }
    const end = Math.min(mostColumns, text.trimEnd().length)
    return { text: text.slice(0, end), looks: looks.slice(0, end) }
  })
}

/** Of one line, with its colours. */
const mostRead = 16 * mostColumns

// Colours, with what they are; other sequences; a control; text.
const tokens =
  /\x1b\[([\d;:]{0,64})m|\x1b\[[0-?]{0,64}[ -/]{0,4}[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|[\x00-\x1f\x7f-\x9f]|[^\x00-\x1f\x7f-\x9f]+/g

const lookOf = (pen: Pen): Look => (pen.includes('2') ? 'dim' : pen.includes('7') ? 'inverse' : 'plain')
