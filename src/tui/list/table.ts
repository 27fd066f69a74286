import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { keyFor } from '../keys/key-for.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import { groupLine, headLine, rowLine } from './lines.ts'
import { margin, planOf } from './plan.ts'
import { type Item, isSelected, itemsOf, selectedAt, windowOf } from './rows.ts'

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
  const { from, to } = shownPart(model, height)
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

/** A long list's last line is its note. */
const shownPart = (model: Model, height: number) => {
  const count = itemsOf(model).length
  return windowOf({ count, at: selectedAt(model), height: count > height ? height - 1 : height })
}

/** What the lines of a list of this height stand for. */
export const shownItems = (model: Model, height: number): readonly Item[] => {
  const { from, to } = shownPart(model, height)
  return itemsOf(model).slice(from, to)
}

const emptyWords = (model: Model): string => {
  if (model.filter !== '') return `no worker matches "${model.filter}" · esc clears the filter`
  return `no workers yet · ${keyFor(model, 'worker.new', 'n')} starts one`
}

/** The workers that a list of this height shows. */
export const visibleRows = (model: Model, height: number): readonly FleetWorker[] => {
  const items = itemsOf(model)
  const { from, to } = windowOf({ count: items.length, at: selectedAt(model), height })
  return items.slice(from, to).flatMap((item) => (item.kind === 'worker' ? [item.row] : []))
}
