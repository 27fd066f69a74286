import { ofListWidth } from '../layout.ts'
import { widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import type { Place } from '../view.ts'
import { type Sort, type SortName, sortNames } from './list-state.ts'
import { isAscending } from './order.ts'
import { planOf } from './plan.ts'

/** What one can see to be sorted: attention, the name, and the columns that are there, in their order. */
const choicesIn = (model: Model): readonly SortName[] => {
  const shown: readonly SortName[] = planOf(model).shown.map(({ name }) => name)
  const all: readonly SortName[] = ['attention', 'name', ...shown]
  const { by } = model.list.sort
  return all.includes(by) ? all : [...all, ...sortNames.filter((name) => name === by)]
}

export const sortedByNext = (sort: Sort, model: Model, step: 1 | -1): Sort => {
  const choices = choicesIn(ofListWidth(model))
  const at = (choices.indexOf(sort.by) + step + choices.length) % choices.length
  return { by: choices[at] ?? 'attention', isReversed: false }
}

export const reversed = (sort: Sort): Sort => ({ ...sort, isReversed: !sort.isReversed })

/** The sorts to choose from, on as many lines as they take. */
export const sortMenu = ({ model, theme, listColumns = model.size.columns }: Place): readonly string[] => {
  const choices = choicesIn({ ...model, size: { ...model.size, columns: listColumns } })
  const lines: string[] = []
  let line = ''
  for (const name of choices) {
    const choice = choiceOf(name, model, theme)
    if (line !== '' && widthOf(line) + widthOf(choice) > model.size.columns - 2) {
      lines.push(line)
      line = ''
    }
    line += choice
  }
  return ['', ` ${theme.paint.strong('sort by')}`, '', ...lines, line]
}

const choiceOf = (name: SortName, { list: { sort } }: Model, { paint, glyphs }: Theme): string => {
  if (sort.by !== name) return `  ${name}  `
  const arrow = isAscending(sort) ? glyphs.more.up : glyphs.more.down
  return ` ${paint.accent(glyphs.selected)}${paint.strong(name)}${paint.accent(arrow)} `
}
