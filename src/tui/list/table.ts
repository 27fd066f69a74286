import { printable } from '../../lib/printable.ts'
import { formatBytes } from '../../present/bytes.ts'
import { formatAge } from '../../present/duration.ts'
import type { Tone } from '../../present/style.ts'
import { moodOf, questionOf, stateSince, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet.ts'
import { clipParts, pad } from '../looks/text.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import { advice } from '../worker/advice.ts'
import { rowsOf, windowOf } from './rows.ts'

interface Cell {
  readonly text: string
  readonly tone?: Tone
  /** Made of parts that are shown whole or not at all. */
  readonly isInParts?: boolean
}

/** One column: its head, its width in columns (0: what is left), the terminal's width from which it is there. */
interface Column {
  readonly head: string
  readonly columns: number
  readonly from: number
  readonly isRight?: boolean
  readonly cell: (row: FleetWorker, context: { readonly model: Model; readonly theme: Theme }) => Cell
}

const columnsOfTable: readonly Column[] = [
  {
    head: 'STATE',
    columns: 13,
    from: 0,
    cell: ({ worker }, { model, theme }) => ({
      text: model.busy[worker.name] ?? stateWords(worker),
      tone: theme.tones[moodOf(worker)],
    }),
  },
  {
    head: 'FOR',
    columns: 4,
    from: 0,
    isRight: true,
    cell: ({ worker }, { model }) => ({
      text: formatAge(stateSince(worker), model.now),
      tone: 'dim',
    }),
  },
  {
    head: 'AGENT',
    columns: 9,
    from: 110,
    cell: ({ worker }) => ({ text: worker.agent ?? 'shell', tone: 'dim' }),
  },
  {
    head: 'PROFILE',
    columns: 9,
    from: 90,
    cell: ({ worker }, { theme }) => ({ text: worker.profile ?? theme.glyphs.none }),
  },
  { head: 'IMAGE', columns: 26, from: 150, cell: ({ worker }) => ({ text: worker.image, tone: 'dim' }) },
  {
    head: 'WORKSPACE',
    columns: 26,
    from: 180,
    cell: ({ worker }) => ({
      text: worker.workspace.kind === 'bind' ? worker.workspace.path : worker.workspace.kind,
      tone: 'dim',
    }),
  },
  { head: 'CPU', columns: 10, from: 90, isRight: true, cell: cpuCell },
  { head: 'MEM', columns: 10, from: 70, isRight: true, cell: memoryCell },
  {
    head: 'LAST',
    columns: 0,
    from: 0,
    cell: (row) => {
      const why = advice(row.worker)
      const question = questionOf(row.worker)
      if (why === undefined && question !== undefined) return { text: question }
      return why === undefined
        ? { text: printable(row.lastLine), tone: 'dim' }
        : { text: printable(why), tone: moodOf(row.worker) === 'failed' ? 'bad' : 'plain', isInParts: true }
    },
  },
]

function cpuCell(row: FleetWorker, { theme }: { readonly theme: Theme }): Cell {
  if (row.stats?.cpuPercent === undefined) return { text: theme.glyphs.none, tone: 'dim' }
  const { bars } = theme.glyphs
  const limit = Math.max(1, row.worker.limits.cpus) * 100
  const spark = row.cpuHistory
    .slice(-4)
    .map((percent) => bars[Math.min(bars.length - 1, Math.floor((percent / limit) * bars.length))])
    .join('')
  return { text: `${spark} ${`${Math.round(row.stats.cpuPercent)}%`.padStart(4)}` }
}

function memoryCell({ stats }: FleetWorker, { theme }: { readonly theme: Theme }): Cell {
  if (stats === undefined) return { text: theme.glyphs.none, tone: 'dim' }
  return { text: `${formatBytes(stats.memoryBytes)}/${formatBytes(stats.memoryLimitBytes)}` }
}

/** As wide as the longest name needs, within reason, so that the column stays put. */
const nameColumns = (model: Model): number => {
  const longest = Math.max(6, ...model.snapshot.workers.map(({ worker }) => worker.name.length))
  return Math.min(longest, Math.max(10, Math.floor(model.size.columns / 5)))
}

const gap = '  '
/** The selection's bar and the state's glyph, with their blanks. */
const margin = 5

interface Plan {
  readonly name: number
  readonly shown: readonly (readonly [Column, number])[]
}

const planOf = (model: Model): Plan => {
  const { columns } = model.size
  const name = nameColumns(model)
  const visible = columnsOfTable.filter(({ from }) => columns >= from)
  const fixed = visible.reduce((sum, column) => sum + column.columns + gap.length, margin + name)
  const rest = columns - fixed - 1
  return {
    name,
    shown: visible
      .filter((column) => column.columns > 0 || rest >= 8)
      .map((column) => [column, column.columns > 0 ? column.columns : rest] as const),
  }
}

const headLine = (plan: Plan, theme: Theme): string =>
  theme.paint.dim(
    `${' '.repeat(margin)}${pad('WORKER', plan.name)}${plan.shown
      .map(([{ head, isRight }, columns]) => gap + pad(head, columns, { isRight: isRight ?? false }))
      .join('')}`.trimEnd(),
  )

const rowLine = (
  row: FleetWorker,
  context: { readonly plan: Plan; readonly model: Model; readonly theme: Theme },
): string => {
  const { plan, model, theme } = context
  const { paint, glyphs } = theme
  const mood = moodOf(row.worker)
  const isSelected = row.worker.name === model.selected
  const bar = isSelected ? paint.accent(glyphs.selected) : ' '
  const name = pad(row.worker.name, plan.name, { ellipsis: glyphs.ellipsis })
  const cells = plan.shown.map(([column, columns]) => {
    const { text, tone = 'plain', isInParts = false } = column.cell(row, context)
    const shown = isInParts ? clipParts(text, columns, glyphs.ellipsis) : text
    return (
      gap + paint[tone](pad(shown, columns, { isRight: column.isRight ?? false, ellipsis: glyphs.ellipsis }))
    )
  })
  return ` ${bar} ${paint[theme.tones[mood]](glyphs.moods[mood])} ${(isSelected ? paint.strong : paint.plain)(name)}${cells.join('')}`
}

const emptyWords = (model: Model): string => {
  if (model.filter !== '') return `no worker matches "${model.filter}" · esc clears the filter`
  return 'no workers yet · n starts one'
}

/** The heads and `height` rows of the list, with a note on what a long list leaves out. */
export const table = (given: {
  readonly model: Model
  readonly theme: Theme
  readonly height: number
}): readonly string[] => {
  const { model, theme, height } = given
  const rows = rowsOf(model)
  const plan = planOf(model)
  const isLong = rows.length > height
  const at = rows.findIndex(({ worker }) => worker.name === model.selected)
  const { from, to } = windowOf({ count: rows.length, at, height: isLong ? height - 1 : height })
  const lines = rows.slice(from, to).map((row) => rowLine(row, { plan, model, theme }))
  if (rows.length === 0) lines.push(theme.paint.dim(`${' '.repeat(margin)}${emptyWords(model)}`))
  if (isLong) {
    const { up, down } = theme.glyphs.more
    const arrows = `${from > 0 ? up : ''}${to < rows.length ? down : ''}`
    const note = `${at + 1} of ${rows.length} ${arrows}`
    lines.push(theme.paint.dim(`${note.padStart(model.size.columns - 2)} `))
  }
  return [headLine(plan, theme), ...lines, ...Array<string>(Math.max(0, height - lines.length)).fill('')]
}

/** The workers that a list of this height shows. */
export const visibleRows = (model: Model, height: number): readonly FleetWorker[] => {
  const rows = rowsOf(model)
  const at = rows.findIndex(({ worker }) => worker.name === model.selected)
  const { from, to } = windowOf({ count: rows.length, at, height })
  return rows.slice(from, to)
}
