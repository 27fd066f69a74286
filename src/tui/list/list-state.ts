/** Columns beside the worker's name, which is always there. */
export const columnNames = [
  'state',
  'for',
  'agent',
  'profile',
  'branch',
  'project',
  'cpu',
  'memory',
  'health',
  'restarts',
  'age',
  'image',
  'workspace',
  'last',
] as const
export type ColumnName = (typeof columnNames)[number]

/** `attention`: those that need a person first, all others by name. */
export const sortNames = ['attention', 'name', ...columnNames] as const
export type SortName = (typeof sortNames)[number]

export interface Sort {
  readonly by: SortName
  readonly isReversed: boolean
}

export const groupings = ['none', 'project', 'engine', 'profile'] as const
export type Grouping = (typeof groupings)[number]

/** How the person wants the list: what it shows of each worker, and in which order. */
export interface ListState {
  /** In this order, as far as they fit; `undefined`: those that the terminal's width has room for. */
  readonly columns: readonly ColumnName[] | undefined
  readonly sort: Sort
  readonly group: Grouping
  /** Groups of which the head alone is shown. */
  readonly folded: ReadonlySet<string>
  /** The group whose head is selected, in place of a worker. */
  readonly head: string | undefined
  /** Whom the selection goes to when the worker `of` has been removed: those that stood by it before, the next ones first. */
  readonly heirs?: { readonly of: string; readonly names: readonly string[] } | undefined
  /** Whom the key to those that need a person went to in this round, the last one at the end; `undefined`: it began on no worker. */
  readonly round?: readonly (string | undefined)[] | undefined
  /** Cells that have just changed, as `NAME COLUMN`, and until when they are lit, in milliseconds. */
  readonly lit: ReadonlyMap<string, number>
}

export const initialList: ListState = {
  columns: undefined,
  sort: { by: 'attention', isReversed: false },
  group: 'none',
  folded: new Set(),
  head: undefined,
  lit: new Map(),
}
