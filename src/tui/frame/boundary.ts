import { printable } from '../../lib/printable.ts'
import { keyFor } from '../keys/key-for.ts'
import { wrap } from '../looks/text.ts'
import type { Place } from '../view.ts'
import { type Broken, type Part, PartBroke } from '../views/broken.ts'

/** A part of the frame, or in its place what is to be said once it broke. Throws `PartBroke` the first time that it does. */
export const guarded = (
  part: Part,
  place: Place,
  draw: (place: Place) => readonly string[],
): readonly string[] => {
  const broken = place.model.views.broken[part]
  if (broken !== undefined) return brokenLines(part, broken, place)
  try {
    return draw(place)
  } catch (error) {
    throw new PartBroke(part, error)
  }
}

const brokenLines = (part: Part, { words, report }: Broken, place: Place): readonly string[] => {
  const { model, theme, height } = place
  const { paint } = theme
  const wrapped = (text: string) => wrap(text, Math.max(1, model.size.columns - 2)).map((line) => ` ${line}`)
  const where =
    report === undefined
      ? 'No report of it could be saved.'
      : `A report was saved to ${printable(report)}; please attach it to an issue.`
  const lines = [
    '',
    ...wrapped(`The ${part} hit a mistake in hal itself, and the rest goes on.`).map(paint.bad),
    ...wrapped(printable(words)).map(paint.dim),
    '',
    ...wrapped(where),
    ...wrapped(`${keyFor(model, 'redraw', 'ctrl-l')} tries it again.`),
  ]
  // Without room for all, the blanks go first.
  return (lines.length > height ? lines.filter((line) => line !== '') : lines).slice(0, height)
}
