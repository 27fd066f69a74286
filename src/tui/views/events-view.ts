import { clockTime } from '../../present/clock-time.ts'
import { clip, wrapUpTo } from '../looks/text.ts'
import type { Place } from '../view.ts'
import type { EventLog } from './event-log.ts'

/**
 * Everything that was said in the toast line, what bulk actions came to one by one, and who turned to a state that asks for somebody; the
 * newest first. Failures are read whole.
 */
export const eventsView = ({ model, theme, height }: Place): readonly string[] => {
  const { columns } = model.size
  const { separator, ellipsis, moods } = theme.glyphs
  const linesOf = (event: EventLog[number]): readonly string[] => {
    const time = theme.paint.dim(clockTime(event.at))
    if (event.kind === 'turn') {
      const { name, text, mood } = event
      return [` ${time}  ${theme.paint[theme.tones[mood]](`${moods[mood]} ${name} ${text}`)}`]
    }
    const { kind, text, nextStep } = event
    const tone = kind === 'failure' ? 'bad' : kind === 'good' ? 'good' : 'plain'
    const step = nextStep === undefined ? '' : `${separator}${nextStep}`
    if (kind !== 'failure') return [` ${time}  ${theme.paint[tone](text)}${theme.paint.dim(step)}`]
    const room = { columns: Math.max(1, columns - 9), rows: 4, ellipsis }
    return wrapUpTo(text + step, room).map(
      (line, row) => ` ${row === 0 ? time : '     '}  ${theme.paint[tone](line)}`,
    )
  }
  const newest = model.log.toReversed().slice(model.logOffset, model.logOffset + height)
  const lines = newest.flatMap(linesOf)
  const shown = lines.length === 0 ? [theme.paint.dim(' nothing has happened yet')] : lines
  const place =
    model.log.length === 0 || model.logOffset === 0
      ? ''
      : theme.paint.dim(`  ${model.logOffset} newer ${theme.glyphs.more.up}`)
  return [` ${theme.paint.strong('events')}${place}`, ...shown]
    .slice(0, height)
    .map((line) => clip(line, columns, ellipsis))
}
