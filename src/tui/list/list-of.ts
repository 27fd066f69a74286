import type { DashboardSettings } from '../settings.ts'
import { initialList, type ListState, type Sort, sortNames } from './list-state.ts'

/** The list as the person's config wants it. */
export const listOf = ({ columns, sort, group }: DashboardSettings): ListState => ({
  ...initialList,
  columns: columns.length === 0 ? undefined : columns,
  sort: sortOf(sort),
  group,
})

/** A sort as a person writes it: `cpu`, `-cpu` for the other way round. */
const sortOf = (written: DashboardSettings['sort']): Sort => {
  const by = sortNames.find((name) => name === written.replace(/^-/, '')) ?? 'attention'
  return { by, isReversed: written.startsWith('-') }
}
