import stringWidth from 'fast-string-width'
import { type BuildRow, type BuildTone, type BuildView, buildRows } from './build.ts'
import { cutEnd } from './cut.ts'
import type { Paint, Tone } from './style.ts'

/** What a picture of a build has to fit in. */
export interface Frame {
  readonly columns: number
  /** Without it, as many lines as there are images. */
  readonly rows?: number
  readonly paint?: Paint
}

/**
 * The rows as aligned lines of at most `columns` cells. Where there are more than `rows`, those that something happens to come first, and the
 * last line says how many are left out.
 */
export function buildLines(view: BuildView, frame: Frame): readonly string[] {
  const all = buildRows(view)
  const { rows: room = all.length } = frame
  if (all.length <= room) return lines(all, frame)
  // Out of its tree, a branch leads nowhere.
  const urgent = all.toSorted((a, b) => urgency[a.tone] - urgency[b.tone])
  const shown = urgent.slice(0, Math.max(0, room - 1)).map((row) => ({ ...row, branch: '' }))
  return [...lines(shown, frame), cutEnd(`  +${all.length - shown.length} more`, frame.columns)]
}

const urgency: Readonly<Record<BuildTone, number>> = { working: 0, bad: 1, dim: 2, good: 3 }

const toneOf: Readonly<Record<BuildTone, Tone>> = {
  working: 'accent',
  bad: 'bad',
  dim: 'dim',
  good: 'good',
}

/** A name that is longer leaves nothing for what happens. */
const leastText = 24

function lines(rows: readonly BuildRow[], { columns, paint }: Frame): readonly string[] {
  const names = rows.map(({ branch, name }) => branch + name)
  const nameWidth = Math.min(
    Math.max(0, ...names.map((name) => stringWidth(name))),
    Math.max(8, columns - leastText),
  )
  const textWidth = Math.max(
    0,
    ...rows.map(({ text, fingerprint }) => (fingerprint === '' ? 0 : stringWidth(text))),
  )
  return rows.map((row, index) => {
    const name = cutEnd(names[index] ?? '', nameWidth)
    const lead = `  ${name}${' '.repeat(nameWidth - stringWidth(name))}  `
    const said = row.fingerprint === '' ? row.text : `${row.text.padEnd(textWidth)}  ${row.fingerprint}`
    const line =
      cutEnd(`${lead}${row.glyph} `, columns) + cutText(said, row.tail, columns - stringWidth(lead) - 2)
    if (paint === undefined || stringWidth(lead) >= columns) return line.trimEnd()
    return (lead + paint[toneOf[row.tone]](row.glyph) + line.slice(lead.length + row.glyph.length)).trimEnd()
  })
}

const cutText = (text: string, tail: string, width: number): string =>
  stringWidth(text) <= width || tail === '' || width <= stringWidth(tail)
    ? cutEnd(text, width)
    : cutEnd(text.slice(0, -tail.length), width - stringWidth(tail)) + tail
