import { clockTime } from '../../present/clock-time.ts'
import { clip } from '../looks/text.ts'
import type { Place } from '../view.ts'

/** Everything that was said in the toast line, the newest first. */
export const eventsView = ({ model, theme, height }: Place): readonly string[] => {
  const lines = model.log.toReversed().map(({ at, kind, text, nextStep }) => {
    const tone = kind === 'failure' ? 'bad' : kind === 'good' ? 'good' : 'plain'
    const step = nextStep === undefined ? '' : theme.paint.dim(`${theme.glyphs.separator}${nextStep}`)
    return ` ${theme.paint.dim(clockTime(at))}  ${theme.paint[tone](text)}${step}`
  })
  const shown = lines.length === 0 ? [theme.paint.dim(' nothing has happened yet')] : lines
  return [` ${theme.paint.strong('events')}`, ...shown.slice(model.logOffset)]
    .slice(0, height)
    .map((line) => clip(line, model.size.columns, theme.glyphs.ellipsis))
}
