import { StringDecoder } from 'node:string_decoder'
import { EditedLine } from './edited-line.ts'
import { penSequence, plainPen, withSgr } from './pen.ts'

/** What a terminal program wrote, as the lines that a person saw. */
export interface PlainText {
  /** Takes the next bytes, cut anywhere; answers the lines that came to their end, each with its line break. */
  push(chunk: Buffer): string
  /** The line that is still being written, as it looks now. */
  unfinished(): string
}

// A CSI sequence with its parameters and its end; an OSC (ended by BEL or ST), DCS and friends; a shorter escape; a control; text.
const tokens =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\|\x1b([ -/]*[0-~])|([\x00-\x1f\x7f-\x9f])|[^\x00-\x1f\x7f-\x9f]+/g
const unfinishedSequence = /\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*\x1b?|[PX^_][^\x1b]*\x1b?|[ -/]*)?$/

/** The most of an unfinished escape sequence that is waited for; longer ones are let through as text. */
const longestSequence = 64 * 1024
/** A longer line is given away in parts, which nothing changes any more. */
const longestLine = 64 * 1024

/**
 * Plain text without escape sequences or controls. Within a line a carriage return, a backspace, moves and erasures have the effect they
 * have on a terminal of that many columns; what moves the cursor to another line ends the one it was on. Nothing in the answer steers a
 * terminal. With `isStyled`, colours and weights stay: each line then begins plain, and ends so.
 */
export function plainText({
  columns,
  isStyled = false,
}: {
  readonly columns: number
  readonly isStyled?: boolean
}): PlainText {
  const decoder = new StringDecoder('utf8')
  let held = ''
  let line = new EditedLine(columns)
  let finished = ''
  let saved: { readonly line: EditedLine; readonly column: number } | undefined

  let pen = plainPen

  const textOf = (): string => (isStyled ? line.styledText() : line.text())
  const newLine = (column = 0): EditedLine => {
    const next = new EditedLine(columns, column)
    next.pen = line.pen
    return next
  }
  const endLine = (): void => {
    finished += `${textOf()}\n`
    line = newLine()
  }
  const leaveLine = (column: number): void => {
    if (line.text() !== '') endLine()
    line = newLine(column)
  }
  const restyle = (parameters: string): void => {
    pen = withSgr(pen, parameters)
    line.pen = penSequence(pen)
  }
  const up = (count: number): void => {
    if (line.up(count) > 0) leaveLine(line.column)
  }
  const down = (count: number): void => {
    if (line.down(count) > 0) leaveLine(line.column)
  }
  const restore = (): void => {
    if (saved?.line === line) line.toColumn(saved.column)
    else leaveLine(saved?.column ?? 0)
  }
  const save = (): void => {
    saved = { line, column: line.column }
  }

  const controls = new Map<string, () => void>([
    ['\n', () => (line.down(1) > 0 ? endLine() : line.toColumn(0))],
    ['\r', () => line.toColumn(0)],
    ['\b', () => line.left(1)],
    ['\t', () => line.tab()],
  ])
  const escapes = new Map<string, () => void>([
    ['7', save],
    ['8', restore],
    ['D', () => down(1)],
    ['E', () => endLine()],
    ['M', () => up(1)],
    ['c', () => leaveLine(0)],
  ])
  const sequences = new Map<string, (count: number, second: number) => void>([
    ['@', (count) => line.insertCells(count)],
    ['A', up],
    ['B', down],
    ['C', (count) => line.right(count)],
    ['D', (count) => line.left(count)],
    ['E', () => leaveLine(0)],
    ['F', () => leaveLine(0)],
    ['G', (count) => line.toColumn(count - 1)],
    ['`', (count) => line.toColumn(count - 1)],
    ['H', (_, column) => leaveLine(column - 1)],
    ['f', (_, column) => leaveLine(column - 1)],
    ['P', (count) => line.deleteCells(count)],
    ['X', (count) => line.eraseCells(count)],
    ['d', () => leaveLine(line.column)],
    ['s', save],
    ['u', restore],
  ])
  const erase = (final: string, kind: string): void => {
    if (kind === '1') line.eraseToRowStart()
    else if (final === 'K' && kind === '2') line.eraseRow()
    else if (final === 'K') line.eraseToRowEnd()
    else if (kind === '2' || kind === '3') leaveLine(line.column)
    else line.eraseToEnd()
  }
  const sequence = (final: string, parameters: string): void => {
    const [first, second] = parameters.split(';').map(Number)
    if (final === 'm') {
      if (isStyled && /^[\d;:]*$/.test(parameters)) restyle(parameters)
    } else if (final === 'J' || final === 'K') erase(final, parameters)
    else if (/^\?(?:10)?4[79]$/.test(parameters)) leaveLine(0)
    else if (!/^[<=>?]/.test(parameters)) sequences.get(final)?.(first || 1, second || 1)
  }

  const read = (text: string): void => {
    for (const [whole, parameters, final, short, control] of text.matchAll(tokens)) {
      if (final !== undefined) sequence(final, parameters ?? '')
      else if (short !== undefined) escapes.get(short)?.()
      else if (control !== undefined) controls.get(control)?.()
      else if (!whole.startsWith('\x1b')) line.write(whole)
      if (line.length > longestLine) {
        finished += textOf()
        line = newLine()
      }
    }
  }

  return {
    push: (chunk) => {
      const text = held + decoder.write(chunk)
      const at = text.search(unfinishedSequence)
      const cut = at === -1 || text.length - at > longestSequence ? text.length : at
      held = text.slice(cut)
      read(text.slice(0, cut))
      const answer = finished
      finished = ''
      return answer
    },
    unfinished: textOf,
  }
}
