import stringWidth from 'fast-string-width'
import { lastLines } from '../lib/last-lines.ts'
import { plainText } from '../lib/plain-text.ts'
import type { Io } from './command.ts'

export interface LogPrinter {
  readonly push: (chunk: Buffer) => void
  /** All that was there has come: what comes now is printed as it comes. Before that only so many lines are kept. */
  readonly catchUp: () => void
  readonly end: () => void
}

/** How wide a window is until somebody attaches to it. Who attaches with another size changes where long lines wrap, and little else. */
const columns = 200

/** The worker's bytes as they are. */
export function rawPrinter({ stdout }: Io, lines: number | undefined): LogPrinter {
  let kept: Buffer[] | undefined = lines === undefined ? undefined : []
  return {
    push: (chunk) => {
      if (kept === undefined) stdout.write(chunk)
      else kept.push(chunk)
    },
    catchUp: () => {
      const all = Buffer.concat(kept ?? []).toString('latin1')
      kept = undefined
      stdout.write(Buffer.from(lastLines(all, lines ?? 0), 'latin1'))
    },
    end: () => {},
  }
}

/** The lines that a person saw, each as a line of JSON of its own: `{"version":1,"line":"…"}`. */
export function jsonPrinter({ stdout }: Io, lines: number | undefined): LogPrinter {
  let begun = ''
  const write = (text: string) => {
    const [unfinished = '', ...finished] = (begun + text).split('\n').toReversed()
    begun = unfinished
    for (const line of finished.toReversed()) stdout.write(`${JSON.stringify({ version: 1, line })}\n`)
  }
  return plainPrinter({ stdout: { isTTY: false, write }, columns: undefined }, lines)
}

interface Printed {
  readonly stdout: { readonly isTTY: boolean; readonly write: (text: string) => unknown }
  readonly columns: number | undefined
}

/** The lines that a person saw. On a terminal the one that is being written shows, too, as far as it fits in a row. */
export function plainPrinter(
  { stdout, columns: width = 80 }: Printed,
  lines: number | undefined,
): LogPrinter {
  const text = plainText({ columns })
  let kept: string | undefined = lines === undefined ? undefined : ''
  let shown = ''
  /** `--lines 0`, and nothing has come since: not even the line that is being written was asked for. */
  let isNothingAsked = lines === 0
  /** `tail` is what may be written over when more comes. */
  const show = (finished: string, tail: string) => {
    const whole = finished + tail
    stdout.write(whole.startsWith(shown) ? whole.slice(shown.length) : `\r\x1b[K${whole}`)
    shown = tail
  }
  const tailThatFits = (finished: string): string => {
    if (!stdout.isTTY) return ''
    const line = text.unfinished()
    if (stringWidth(line) < width) return line
    return finished === '' && line.startsWith(shown) ? shown : ''
  }
  return {
    push: (chunk) => {
      const finished = text.push(chunk)
      if (kept !== undefined) kept += finished
      else {
        isNothingAsked = false
        show(finished, tailThatFits(finished))
      }
    },
    catchUp: () => {
      const unfinished = text.unfinished()
      const last = lastLines((kept ?? '') + unfinished, lines ?? 0)
      kept = undefined
      if (isNothingAsked) return
      const finished = last.slice(0, Math.max(0, last.length - unfinished.length))
      show(finished, tailThatFits(finished))
    },
    end: () => {
      if (isNothingAsked) return
      const unfinished = text.unfinished()
      show('', unfinished)
      // What comes next on the terminal begins a line of its own.
      if (unfinished !== '') stdout.write('\n')
    },
  }
}
