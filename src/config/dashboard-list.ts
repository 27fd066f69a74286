/** Columns of the dashboard's list. */
export const columnNames = [
  ...(['state', 'for', 'agent', 'profile', 'branch', 'project', 'cpu', 'memory'] as const),
  ...(['health', 'restarts', 'age', 'image', 'workspace', 'last'] as const),
] as const
export type ColumnName = (typeof columnNames)[number]

/** What it is sorted by. */
export const sortNames = ['attention', 'name', ...columnNames] as const
export type SortName = (typeof sortNames)[number]

export const groupings = ['none', 'project', 'engine', 'profile'] as const
export type Grouping = (typeof groupings)[number]
