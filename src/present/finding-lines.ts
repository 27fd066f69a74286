import { printable } from '../lib/printable.ts'
import type { Finding } from './agent-findings.ts'
import { outcomeGlyphs, type Paint } from './style.ts'
import { wrapped } from './wrapped.ts'

interface Look {
  readonly paint: Paint
  readonly isUnicode: boolean
  /** A terminal's; `undefined`: a pipe, where each text is one line. */
  readonly columns: number | undefined
}

const whatWidth = 12
/** Of a terminal that is next to nothing. */
const leastWidth = 20

/** What a doctor found, and below it what to do: whole in any terminal, the rest of a text under its beginning. */
export function findingLines(
  { what, state, detail, next }: Finding,
  { paint, isUnicode, columns = Number.POSITIVE_INFINITY }: Look,
): readonly string[] {
  const glyphs = outcomeGlyphs(isUnicode)
  const marks: Record<Finding['state'], string> = {
    ok: paint.good(glyphs.ok),
    warning: paint.warning(glyphs.warning),
    failed: paint.bad(glyphs.failed),
  }
  const margin = ' '.repeat(2 + whatWidth + 1)
  const linesOf = (text: string) =>
    wrapped(printable(text).split(' '), Math.max(leastWidth, columns - margin.length))
  const [first = '', ...rest] = linesOf(detail)
  return [
    `${marks[state]} ${what.padEnd(whatWidth)} ${first}`,
    ...[...rest, ...(next === undefined ? [] : linesOf(next))].map((line) => margin + line),
  ]
}
