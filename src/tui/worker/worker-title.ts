import { formatAge } from '../../present/duration.ts'
import { authorWords, moodOf, questionOf, stateSince, stateWords } from '../../present/worker.ts'
import type { Worker } from '../../workers/worker.ts'
import { selectedRow } from '../list/rows.ts'
import { spread, widthOf } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model, TabName } from '../model.ts'
import { changedWords } from './changed-files.ts'
import { isEnded, screenOf } from './screen-tab.ts'
import { tabLabels, tabNames } from './tab-names.ts'

/** Whose pane it is, its tabs with the shown one in brackets, how the worker is and since when. */
export const workerTitle = (model: Model, theme: Theme): string => {
  const row = selectedRow(model)
  if (row === undefined) return ''
  const { worker } = row
  const since = stateSince(worker)
  const age = since === undefined ? '' : ` for ${formatAge(since, model.now)}`
  const doing = model.busy[worker.name]
  const words = doing ?? stateWords(worker) + age + newsOf(worker, theme)
  const state = theme.paint[theme.tones[moodOf(worker)]](words)
  const screen = isEnded(worker) || model.tab !== 'screen' ? undefined : screenOf(model)
  const { separator } = theme.glyphs
  const size = screen === undefined ? '' : `${separator}${screen.columns}x${screen.rows}`
  const name = theme.paint.strong(worker.name)
  const one = theme.paint.accent(`[${tabLabels[model.tab]}]`)
  const author = authorWords(worker)
  const by = author === undefined ? '' : theme.paint.dim(`${separator}${author}`)
  const files = changedWords(model, row)
  const changed = files === '' ? '' : `${separator}${files}`
  const attempts: readonly (readonly [string, string])[] = [
    [allTabs(model, theme), state + by + theme.paint.dim(`${changed}${size}${separator}${worker.image}`)],
    [allTabs(model, theme), state + by + theme.paint.dim(changed + size)],
    [allTabs(model, theme), state + by + theme.paint.dim(changed)],
    [allTabs(model, theme), state + by],
    ...(by === '' ? [] : [[closeTabs(model, theme), state + by] as const]),
    [allTabs(model, theme), state + theme.paint.dim(changed)],
    [allTabs(model, theme), state],
    [closeTabs(model, theme), state],
    [one, state],
  ]
  const ends = attempts.map(([tabs, right]) => ({ left: ` ${name}  ${tabs}`, right: `${right} ` }))
  const { columns } = model.size
  const fitting = ends.find(({ left, right }) => widthOf(left) + widthOf(right) + 2 <= columns) ?? ends.at(-1)
  return spread({ left: fitting?.left ?? '', right: fitting?.right ?? '', columns })
}

/** What a person is to know besides: that it asks, or that nobody has looked yet. */
const newsOf = (worker: Worker, { glyphs: { separator } }: Theme): string => {
  if (questionOf(worker) !== undefined) return `${separator}asks`
  return moodOf(worker) === 'done' ? `${separator}not looked at yet` : ''
}

/** Each with room for the brackets, so that none moves when another is shown. */
const allTabs = (model: Model, theme: Theme): string =>
  tabNames
    .map((tab) => (tab === model.tab ? tabWord(tab, model, theme) : ` ${tabWord(tab, model, theme)} `))
    .join('')

const closeTabs = (model: Model, theme: Theme): string =>
  tabNames.map((tab) => tabWord(tab, model, theme)).join(' ')

const tabWord = (tab: TabName, model: Model, { paint }: Theme): string =>
  tab === model.tab ? paint.accent(`[${tabLabels[tab]}]`) : paint.dim(tabLabels[tab])
