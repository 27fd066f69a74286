import { clip, pad } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Place } from '../view.ts'

/** A place of fewer columns: what is drawn there fits it as it would a terminal. */
export const ofWidth = (place: Place, columns: number): Place => ({
  ...place,
  model: { ...place.model, size: { ...place.model.size, columns } },
})

/** `left`, of `columns`, a rule from top to bottom, and `right`. */
export const sideBySide = (given: {
  readonly left: readonly string[]
  readonly right: readonly string[]
  readonly columns: number
  readonly height: number
  readonly theme: Theme
}): readonly string[] => {
  const { left, right, columns, height, theme } = given
  const rule = theme.paint.dim('│')
  return Array.from(
    { length: height },
    (_, row) =>
      `${pad(clip(left[row] ?? '', columns, theme.glyphs.ellipsis), columns)}${rule}${right[row] ?? ''}`,
  )
}
