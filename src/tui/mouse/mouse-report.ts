/** What the terminal says of the mouse, in cells from 0. */
export interface MouseReport {
  readonly kind: 'press' | 'wheel-up' | 'wheel-down'
  readonly column: number
  readonly row: number
}

const esc = '\u001b'
const report = /^\[<(\d{1,4});(\d{1,5});(\d{1,5})([Mm])/
const unfinished = /^\[?<?[\d;]{0,20}$/
const functionOne = /^(?:OP|\[11~|\[P|\[\[A)/
const [pasteBegins, pasteEnds] = ['[200~', '[201~']

interface Heard {
  readonly onMouse: (report: MouseReport) => void
  /** F1, which Ink has no name for. */
  readonly onF1: () => void
}

/**
 * Listens to what comes from the terminal for reports of the mouse, however they are cut into pieces. A paste is text, whatever
 * is in it. It takes nothing away: Ink drops what it has no name for.
 */
export const mouseReader = ({ onMouse, onF1 }: Heard): ((chunk: string) => void) => {
  let pending = ''
  let isPasting = false
  const read = (sequence: string) => {
    if (sequence.startsWith(pasteBegins)) isPasting = true
    else if (sequence.startsWith(pasteEnds)) isPasting = false
    else if (isPasting) return
    else if (functionOne.test(sequence)) onF1()
    else {
      const found = reportOf(report.exec(sequence))
      if (found !== undefined) onMouse(found)
    }
  }
  return (chunk) => {
    const [, ...sequences] = (pending + chunk).split(esc)
    const last = sequences.at(-1)
    const isCut = last !== undefined && last !== '' && unfinished.test(last)
    pending = isCut || last === '' ? `${esc}${last}` : ''
    for (const sequence of isCut ? sequences.slice(0, -1) : sequences) read(sequence)
  }
}

/** Only the first button, and the wheel: shift-click, drags and the rest are not hal's. */
const reportOf = (match: RegExpExecArray | null): MouseReport | undefined => {
  if (match === null) return undefined
  const [, code, column, row, end] = match
  const kind = end === 'M' ? kinds[Number(code)] : undefined
  return kind === undefined ? undefined : { kind, column: Number(column) - 1, row: Number(row) - 1 }
}

const kinds: Readonly<Record<number, MouseReport['kind']>> = { 0: 'press', 64: 'wheel-up', 65: 'wheel-down' }
