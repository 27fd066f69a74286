import { clockTime, exactTime } from '../../present/clock-time.ts'
import { clip, widthOf, wrapUpTo } from '../looks/text.ts'
import type { Place } from '../view.ts'
import type { EventLog } from './event-log.ts'

/**
 * Everything that was said in the toast line, what bulk actions came to one by one, and who turned to a state that asks for somebody; the
 * newest first. What is longer than a line is read whole.
 */
export const eventsView = ({ model, theme, height }: Place): readonly string[] => {
  const { columns } = model.size
  const { separator, ellipsis, moods } = theme.glyphs
  const timeOf = columns < narrowColumns ? clockTime : exactTime
  const indent = ' '.repeat(timeOf(model.now).length)
  const room = Math.max(1, columns - indent.length - 4)
  const onLines = (time: string, text: string, paint: (text: string) => string) =>
    wrapUpTo(text, { columns: room, rows: 4, ellipsis }).map(
      (line, row) => ` ${row === 0 ? time : indent}  ${paint(line)}`,
    )
  const linesOf = (event: EventLog[number]): readonly string[] => {
    const time = theme.paint.dim(timeOf(event.at))
    if (event.kind === 'turn') {
      const { name, text, mood } = event
      return onLines(time, `${moods[mood]} ${name} ${text}`, theme.paint[theme.tones[mood]])
    }
    const { kind, text, nextStep } = event
    const tone = kind === 'failure' ? 'bad' : kind === 'good' ? 'good' : 'plain'
    const step = nextStep === undefined ? '' : `${separator}${nextStep}`
    if (kind !== 'failure' && widthOf(text + step) <= room)
      return [` ${time}  ${theme.paint[tone](text)}${theme.paint.dim(step)}`]
    return onLines(time, text + step, theme.paint[tone])
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

/** Below this, words need the room more than seconds do. */
const narrowColumns = 60
