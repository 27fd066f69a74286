import type { FleetWorker } from '../../workers/fleet.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import { groupLine, headLine, rowLine } from './lines.ts'
import { margin, planOf } from './plan.ts'
import { isSelected, itemsOf, selectedAt, windowOf } from './rows.ts'

/** The heads and `height` rows of the list, with a note on what a long list leaves out. Only what is in sight is made. */
export const table = (given: {
  readonly model: Model
  readonly theme: Theme
  readonly height: number
}): readonly string[] => {
  const { model, theme, height } = given
  const items = itemsOf(model)
  const plan = planOf(model)
  const isLong = items.length > height
  const at = selectedAt(model)
  const { from, to } = windowOf({ count: items.length, at, height: isLong ? height - 1 : height })
  const lines = items.slice(from, to).map((item) => {
    if (item.kind === 'worker') return rowLine(item.row, { plan, model, theme })
    const { group, isFolded } = item
    return groupLine(group, { plan, isFolded, isSelected: isSelected(item, model), theme })
  })
  if (items.length === 0) lines.push(theme.paint.dim(`${' '.repeat(margin)}${emptyWords(model)}`))
  if (isLong) {
    const { up, down } = theme.glyphs.more
    const arrows = `${from > 0 ? up : ''}${to < items.length ? down : ''}`
    const note = `${at + 1} of ${items.length} ${arrows}`
    lines.push(theme.paint.dim(`${note.padStart(model.size.columns - 2)} `))
  }
  return [
    headLine({ plan, model, theme }),
    ...lines,
    ...Array<string>(Math.max(0, height - lines.length)).fill(''),
  ]
}

const emptyWords = (model: Model): string => {
  if (model.filter !== '') return `no worker matches "${model.filter}" · esc clears the filter`
  return 'no workers yet · n starts one'
}

/** The workers that a list of this height shows. */
export const visibleRows = (model: Model, height: number): readonly FleetWorker[] => {
  const items = itemsOf(model)
  const { from, to } = windowOf({ count: items.length, at: selectedAt(model), height })
  return items.slice(from, to).flatMap((item) => (item.kind === 'worker' ? [item.row] : []))
}
