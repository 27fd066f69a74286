import { exactTime } from '../../present/clock-time.ts'
import { happeningTone, happeningWords } from '../../present/history.ts'
import type { Tone } from '../../present/style.ts'
import { selectedRow } from '../list/rows.ts'
import type { View } from '../view.ts'
import type { Content } from './pane-state.ts'

interface Line {
  readonly at: Date
  readonly glyph: string
  readonly text: string
  readonly tone: Tone
}

/** What happened to the selected worker, and what was said of it, the newest last: what is kept of it, and from its first look on what the dashboard saw. */
export const eventLines = ({ model, theme }: View, content: Content | undefined): readonly string[] => {
  const worker = selectedRow(model)?.worker
  if (worker === undefined) return []
  const { name } = worker
  const isAbout = new RegExp(`(?<![\\w-])${name}(?![\\w-])`)
  const happened = model.pane.events
    .filter((event) => event.name === name)
    .map(
      ({ at, text, mood }): Line => ({ at, text, glyph: theme.glyphs.moods[mood], tone: theme.tones[mood] }),
    )
  const said = model.log.flatMap((event): readonly Line[] => {
    const { at, text, kind } = event
    if (kind === 'turn' || !isAbout.test(text)) return []
    const tone = kind === 'failure' ? 'bad' : kind === 'good' ? 'good' : 'dim'
    return [{ at, text, glyph: ' ', tone }]
  })
  const made: Line = { at: worker.createdAt, text: 'created', glyph: ' ', tone: 'dim' }
  const seenSince = Math.min(...happened.map(({ at }) => at.getTime()))
  const before = content?.kind === 'history' ? content.happenings : []
  const kept = before
    .filter(({ at, begunAt = at }) => begunAt.getTime() < seenSince)
    .map(({ at, what }): Line => ({ at, text: happeningWords(what), glyph: ' ', tone: happeningTone(what) }))
  const unread = content?.kind === 'failed' ? [theme.paint.bad(content.what)] : []
  const lines = [made, ...kept, ...happened, ...said]
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, glyph, text, tone }) => {
      const day = isSameDay(at, model.now) ? '' : `${at.toLocaleDateString('sv')} `
      return `${theme.paint.dim(`${day}${exactTime(at)}`)}  ${theme.paint[tone](`${glyph} ${text}`)}`
    })
  return [...unread, ...lines]
}

const isSameDay = (a: Date, b: Date): boolean => a.toDateString() === b.toDateString()
