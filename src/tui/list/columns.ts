import { printable } from '../../lib/printable.ts'
import { formatAge } from '../../present/duration.ts'
import type { Tone } from '../../present/style.ts'
import { moodOf, questionOf, stateWords } from '../../present/worker.ts'
import type { FleetWorker } from '../../workers/fleet/fleet.ts'
import type { Theme } from '../looks/theme.ts'
import type { Model } from '../model.ts'
import { advice } from '../worker/advice.ts'
import { agentOf, healthOf, lastLineOf, projectOf, sinceOf, workspaceOf } from './facts.ts'
import type { ColumnName } from './list-state.ts'
import { cpuText, memoryColumns, memoryText } from './usage.ts'

export interface Cell {
  readonly text: string
  readonly tone?: Tone
  /** Made of parts that are shown whole or not at all. */
  readonly isInParts?: boolean
}

/** One column of the list. */
export interface Column {
  readonly head: string
  /** Its width in a terminal of so many columns; 0: what is left. */
  readonly columns: (terminal: number) => number
  /** The terminal's width from which it is there, unless the person chose the columns. */
  readonly from: number
  readonly isRight?: boolean
  readonly cell: (row: FleetWorker, context: { readonly model: Model; readonly theme: Theme }) => Cell
}

const always =
  (columns: number): Column['columns'] =>
  () =>
    columns

/** What may be missing: a dash stands for it. */
const known = (text: string | undefined, theme: Theme, tone: Tone = 'plain'): Cell =>
  text === undefined ? { text: theme.glyphs.none, tone: 'dim' } : { text: printable(text), tone }

export const columnOf: Readonly<Record<ColumnName, Column>> = {
  state: {
    head: 'STATE',
    columns: always(12),
    from: 0,
    cell: ({ worker }, { model, theme }) => ({
      text: model.busy[worker.name] ?? stateWords(worker),
      tone: theme.tones[moodOf(worker)],
    }),
  },
  for: {
    head: 'FOR',
    columns: always(4),
    from: 0,
    isRight: true,
    cell: (row, { model }) => ({ text: formatAge(sinceOf(row), model.now), tone: 'dim' }),
  },
  agent: {
    head: 'AGENT',
    columns: always(8),
    from: 76,
    cell: (row) => ({ text: printable(agentOf(row)), tone: 'dim' }),
  },
  profile: {
    head: 'PROFILE',
    columns: always(9),
    from: 110,
    cell: ({ worker }, { theme }) => known(worker.profile, theme),
  },
  branch: {
    head: 'BRANCH',
    columns: (terminal) => (terminal >= 160 ? 24 : 16),
    from: 120,
    cell: ({ branch }, { theme }) => known(branch, theme),
  },
  project: {
    head: 'PROJECT',
    columns: always(14),
    from: 200,
    cell: (row, { theme }) => known(projectOf(row), theme),
  },
  cpu: {
    head: 'CPU',
    columns: always(9),
    from: 90,
    isRight: true,
    cell: (row, { theme }) => known(cpuText(row, theme), theme),
  },
  memory: {
    head: 'MEM',
    columns: memoryColumns,
    from: 86,
    isRight: true,
    cell: (row, { model, theme }) => known(memoryText(row, theme, model.size.columns), theme),
  },
  health: {
    head: 'HEALTH',
    columns: always(7),
    from: 180,
    cell: (row) => ({ text: healthOf(row), tone: moodOf(row.worker) === 'unreachable' ? 'bad' : 'dim' }),
  },
  restarts: {
    head: 'RESTARTS',
    columns: always(9),
    from: 180,
    isRight: true,
    cell: ({ restarts }, { theme }) => known(restarts?.toString(), theme, restarts === 0 ? 'dim' : 'plain'),
  },
  age: {
    head: 'AGE',
    columns: always(4),
    from: 160,
    isRight: true,
    cell: ({ worker }, { model }) => ({ text: formatAge(worker.createdAt, model.now), tone: 'dim' }),
  },
  image: {
    head: 'IMAGE',
    columns: always(26),
    from: 220,
    cell: ({ worker }) => ({ text: worker.image, tone: 'dim' }),
  },
  workspace: {
    head: 'WORKSPACE',
    columns: always(26),
    from: 250,
    cell: (row) => ({ text: printable(workspaceOf(row)), tone: 'dim' }),
  },
  last: {
    head: 'LAST',
    columns: always(0),
    from: 0,
    cell: (row, { model }) => {
      const why = advice(row.worker, model)
      const question = questionOf(row.worker)
      if (why === undefined && question !== undefined) return { text: question }
      return why === undefined
        ? { text: lastLineOf(row, model.now), tone: 'dim' }
        : { text: printable(why), tone: moodOf(row.worker) === 'failed' ? 'bad' : 'plain', isInParts: true }
    },
  },
}
