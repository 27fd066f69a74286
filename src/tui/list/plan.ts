import { printable } from '../../lib/printable.ts'
import type { FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import { widthOf } from '../looks/text.ts'
import type { Model } from '../model.ts'
import { type Column, columnOf } from './columns.ts'
import { agentOf, projectOf } from './facts.ts'
import { type ColumnName, columnNames } from './list-state.ts'

export const gap = '  '
/** The mark, the selection's bar and the state's glyph, with their blanks. */
export const margin = 5

/** Which columns are there, and how wide. */
export interface Plan {
  readonly name: number
  readonly shown: readonly PlannedColumn[]
}

interface PlannedColumn {
  readonly name: ColumnName
  readonly column: Column
  readonly columns: number
}

/** What the column of what is left needs at least. */
const leastRest = 8

export const planOf = (model: Model): Plan => {
  const terminal = model.size.columns
  const name = nameColumns(model)
  let room = terminal - margin - name - 1
  const fitting = wanted(model).filter((column) => {
    const columns = columnOf[column].columns(terminal)
    const needed = columns === 0 ? leastRest : columns
    if (room < needed + gap.length) return false
    room -= needed + gap.length
    return true
  })
  const shown = fitting.map((column) => ({
    name: column,
    column: columnOf[column],
    columns: columnOf[column].columns(terminal),
  }))
  // What nobody needs is the last column's.
  const shrunk = shown.map((one) => ({
    ...one,
    columns: Math.min(one.columns, neededColumns(model, one.name)),
  }))
  const spared = shown.reduce((sum, { columns }, index) => sum + columns - (shrunk[index]?.columns ?? 0), 0)
  const rest = leastRest + room + spared
  return { name, shown: shrunk.map((one) => (one.columns === 0 ? { ...one, columns: rest } : one)) }
}

/** Columns of words, whose length nobody knows before. */
const wordsOf: Partial<Readonly<Record<ColumnName, (row: FleetWorker) => string | undefined>>> = {
  agent: agentOf,
  profile: ({ worker }) => worker.profile,
  branch: ({ branch }) => branch,
  project: projectOf,
}

const needed = new WeakMap<FleetSnapshot, Map<ColumnName, number>>()

/** What the longest of its words takes, or its head with an arrow. */
const neededColumns = ({ snapshot }: Model, name: ColumnName): number => {
  const words = wordsOf[name]
  if (words === undefined) return Number.POSITIVE_INFINITY
  const known = needed.get(snapshot) ?? new Map<ColumnName, number>()
  needed.set(snapshot, known)
  const columns =
    known.get(name) ??
    snapshot.workers.reduce(
      (most, row) => Math.max(most, widthOf(printable(words(row) ?? ''))),
      columnOf[name].head.length + 1,
    )
  known.set(name, columns)
  return columns
}

export const isShown = (model: Model, column: ColumnName): boolean =>
  planOf(model).shown.some(({ name }) => name === column)

const wanted = ({ size, list }: Model): readonly ColumnName[] =>
  list.columns ?? columnNames.filter((name) => size.columns >= columnOf[name].from)

/** As wide as the longest name needs, within reason, so that the column stays put. */
const nameColumns = (model: Model): number => {
  // Its head, and the arrow beside it.
  const least = model.list.sort.by === 'name' ? 7 : 6
  const longest = model.snapshot.workers.reduce(
    (most, { worker }) => Math.max(most, worker.name.length),
    least,
  )
  return Math.min(longest, Math.max(10, Math.floor(model.size.columns / 5)))
}
