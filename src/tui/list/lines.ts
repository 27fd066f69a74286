import { formatBytes } from '../../lib/bytes.ts'
import { printable } from '../../lib/printable.ts'
import type { Tone } from '../../present/style.ts'
import { type Mood, moodOf, moods } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import { clipParts, pad, spread, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Cell } from './columns.ts'
import { type FoundIn, hitsIn } from './filter.ts'
import type { Hit } from './find.ts'
import type { Group } from './groups.ts'
import type { SortName } from './list-state.ts'
import { isLit } from './lit.ts'
import { isAscending } from './order.ts'
import { gap, margin, type Plan } from './plan.ts'
import { countMoods } from './rows.ts'

interface Context {
  readonly plan: Plan
  readonly model: Model
  readonly theme: Theme
}

/** The heads of the columns; an arrow says which one the list is sorted by, and which way; where it is none of them, words at the end do. */
export const headLine = ({ plan, model, theme }: Context): string => {
  const { sort } = model.list
  const { up, down } = theme.glyphs.more
  const arrow = isAscending(sort) ? up : down
  const head = (name: SortName, text: string) => (sort.by === name ? text + arrow : text)
  const heads = plan.shown.map(
    ({ name, column, columns }) =>
      gap + pad(head(name, column.head), columns, { isRight: column.isRight ?? false }),
  )
  const left = `${' '.repeat(margin)}${pad(head('name', 'WORKER'), plan.name)}${heads.join('')}`.trimEnd()
  const isMarked = sort.by === 'name' || plan.shown.some(({ name }) => name === sort.by)
  // Who comes first is what the word says; its other way round isn't.
  const way = sort.by === 'attention' && !sort.isReversed ? '' : arrow
  const right = isMarked || model.snapshot.workers.length < 2 ? '' : `by ${sort.by}${way} `
  const { columns } = model.size
  const hasRoom = right !== '' && widthOf(left) + gap.length + widthOf(right) <= columns
  return theme.paint.dim(hasRoom ? spread({ left, right, columns }) : left)
}

export const rowLine = (row: FleetWorker, context: Context): string => {
  const { plan, model, theme } = context
  const { paint, glyphs } = theme
  const { name } = row.worker
  const isSelected = name === model.selected
  const hits = hitsIn(row, model.filter)
  const shownName = underlined(pad(name, plan.name, glyphs), hits.get('name'), theme)
  const cells = plan.shown.map(({ name: column, column: { cell, isRight = false }, columns }) => {
    const content = cell(row, context)
    const { text, isInParts = false } = content
    const fitting = isInParts ? clipParts(text, columns, glyphs.ellipsis) : text
    const shown = pad(fitting, columns, { isRight, ellipsis: glyphs.ellipsis })
    const tone = lit(content, isLit(model, name, column), theme)
    return gap + tone(underlined(shown, hits.get(column as FoundIn), theme))
  })
  const mark = model.marked.has(name) ? paint.accent(glyphs.marked) : ' '
  return `${mark}${barOf(isSelected, theme)} ${glyphOf(moodOf(row.worker), theme)} ${(isSelected ? paint.strong : paint.plain)(shownName)}${cells.join('')}`
}

interface GroupLook {
  readonly plan: Plan
  readonly isFolded: boolean
  readonly isSelected: boolean
  readonly theme: Theme
}

/** What its workers have in common, how they are, and what they use together. */
export const groupLine = (group: Group, { plan, isFolded, isSelected, theme }: GroupLook): string => {
  const { paint, glyphs } = theme
  const counts = countMoods({ workers: group.rows })
  const states = moods
    .filter((mood) => counts.has(mood))
    .map((mood) => `${glyphOf(mood, theme)} ${counts.get(mood)}`)
  const fold = paint.dim(isFolded ? glyphs.fold.folded : glyphs.fold.open)
  const use = useOf(group.rows)
  const sums = use === undefined ? '' : paint.dim(`   ${use}`)
  return ` ${barOf(isSelected, theme)} ${fold} ${paint.strong(printable(group.name).padEnd(plan.name))}${gap}${states.join('  ')}${sums}`
}

const useOf = (rows: readonly FleetWorker[]): string | undefined => {
  const stats = rows.flatMap((row) => row.stats ?? [])
  if (stats.length === 0) return undefined
  const cpu = stats.reduce((sum, { cpuPercent = 0 }) => sum + cpuPercent, 0)
  const memory = stats.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0)
  return `cpu ${Math.round(cpu)}%  mem ${formatBytes(memory)}`
}

const barOf = (isSelected: boolean, { paint, glyphs }: Theme): string =>
  isSelected ? paint.accent(glyphs.selected) : ' '

const glyphOf = (mood: Mood, { paint, glyphs, tones }: Theme): string =>
  paint[tones[mood]](glyphs.moods[mood])

/** A cell that has just changed is brighter than it will be in a moment, in the same colour. */
const lit = (cell: Cell, isBright: boolean, { paint }: Theme): ((text: string) => string) => {
  const tone: Tone = cell.tone ?? 'plain'
  if (!isBright) return paint[tone]
  return tone === 'dim' ? paint.plain : (text) => paint.strong(paint[tone](text))
}

/** The characters that the filter found stand out, as far as they are in sight. */
const underlined = (shown: string, hit: Hit | undefined, theme: Theme): string => {
  if (hit === undefined || theme.colorLevel === 0) return shown
  const places = new Set(hit)
  // A character of two code units is found by its first.
  let at = 0
  let line = ''
  for (const character of shown) {
    line += places.has(at) ? theme.found(character) : character
    at += character.length
  }
  return line.replaceAll('\u001b[24m\u001b[4m', '')
}
