import { toastRows } from './frame/toast-text.ts'
import { itemsOf } from './list/rows.ts'
import type { Model, Size } from './model.ts'

/** Where things are, in rows of the terminal. Heights and widths add up to the terminal's own. */
export type Layout =
  | { readonly kind: 'tiny' }
  /** `list`: with a look at the selected worker in the rows that a short list leaves, if there are enough; no keys go there. */
  | { readonly kind: 'list' | 'screen'; readonly listRows: number; readonly previewRows: number }
  | {
      readonly kind: 'both'
      readonly listRows: number
      readonly previewRows: number
      /** Where the list and the worker stand side by side: their columns, the rule between them not counted. */
      readonly beside?: { readonly listColumns: number; readonly previewColumns: number }
    }

export const isTiny = ({ columns, rows }: Size): boolean => columns < 40 || rows < 10
/** As high as it is narrow: the worker has room below the list, and not beside it. */
const isPortrait = ({ columns, rows }: Size): boolean => columns < 90 && rows >= 40
const isNarrow = (size: Size): boolean => (size.columns < 90 || size.rows < 20) && !isPortrait(size)
/** Wide and low: below the list a worker would have next to no rows. Where there is height, its screen has all the width: agents use it. */
const isWide = ({ columns, rows }: Size): boolean => columns >= 160 && rows < 40

/** Header, its rule, the column heads and the footer; the toast has as many rows as it takes. */
const listChrome = 4
/** The rule over the preview and its title. */
const previewChrome = 2

export const layoutOf = (model: Model): Layout => {
  const { size } = model
  if (isTiny(size)) return { kind: 'tiny' }
  const told = toastRows(model)
  const rows = Math.max(0, size.rows - listChrome - told)
  if (model.page === 'screen') return { kind: 'screen', listRows: 0, previewRows: rows }
  if (isNarrow(size)) return { kind: 'list', ...lookBelow(model, rows) }
  if (isWide(size)) {
    const listColumns = Math.floor((size.columns - 1) / 2)
    const previewColumns = size.columns - listColumns - 1
    // The title stands beside the column heads.
    return { kind: 'both', listRows: rows, previewRows: rows, beside: { listColumns, previewColumns } }
  }
  // The list keeps its rows, whatever is told.
  const room = roomBelow(size)
  const share = model.pane.isLarger ? 0.2 : 0.45
  const listRows = Math.max(leastListRows, Math.min(itemsOf(model).length, Math.floor(room * share)))
  return { kind: 'both', listRows, previewRows: Math.max(0, room + 1 - told - listRows) }
}

const leastListRows = 4
/** Fewer say nothing of what a worker does. */
export const leastRowsForLook = 6

/** What list and worker share when they stand one below the other and nothing is told. */
const roomBelow = ({ rows }: Size): number => rows - listChrome - 1 - previewChrome

/** All of a short list, and below it the worker; a list that needs the rows has them. */
const lookBelow = (
  model: Model,
  rows: number,
): { readonly listRows: number; readonly previewRows: number } => {
  const count = itemsOf(model).length
  const listRows = Math.max(leastListRows, count)
  return count === 0 || roomBelow(model.size) - listRows < leastRowsForLook
    ? { listRows: rows, previewRows: 0 }
    : { listRows, previewRows: Math.max(0, rows - previewChrome - listRows) }
}

/** In a tiny terminal fewer rows are worth more as names than the keys are. */
const leastRowsForKeys = 5

/** How many rows a tiny terminal has above its keys. */
export const tinyRows = ({ rows }: Size): number => (rows < leastRowsForKeys ? rows : rows - 1)

/** How many rows a view has that has all of the screen: what the header, its rule, the toast and the footer leave. */
export const viewRows = (model: Model): number =>
  isTiny(model.size) ? tinyRows(model.size) : model.size.rows - 3 - toastRows(model)

/** How far a page of the list goes: a row of the one before stays in sight. */
export const pageStep = (model: Model): number => {
  const layout = layoutOf(model)
  return Math.max(1, (layout.kind === 'tiny' ? model.size.rows : layout.listRows) - 1)
}

/** A part of the terminal, in cells. */
export interface Area {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

/** The header and its rule. */
const aboveAll = 2

/** Where the selected worker's tab is shown, below its title; `undefined` where it isn't. */
export const paneArea = (model: Model): Area | undefined => {
  const layout = layoutOf(model)
  if (layout.kind === 'tiny' || layout.previewRows === 0) return undefined
  const rows = layout.previewRows
  if (layout.kind === 'both' && layout.beside !== undefined) {
    const { listColumns, previewColumns } = layout.beside
    return { row: aboveAll + 1, column: listColumns + 1, rows, columns: previewColumns }
  }
  // The heads, the list and the rule above the title.
  const above = layout.kind === 'screen' ? 0 : layout.listRows + 2
  return { row: aboveAll + above + 1, column: 0, rows, columns: model.size.columns }
}

/** As wide as its list, which has half of a wide and low terminal: what plans columns plans them in this. */
export const ofListWidth = (model: Model): Model => {
  const columns = listArea(model)?.columns ?? model.size.columns
  return columns === model.size.columns ? model : { ...model, size: { ...model.size, columns } }
}

/** Where the rows of the list are, without its heads. */
export const listArea = (model: Model): Area | undefined => {
  const layout = layoutOf(model)
  if (layout.kind === 'tiny' || layout.kind === 'screen') return undefined
  const columns = layout.kind === 'both' ? layout.beside?.listColumns : undefined
  return { row: aboveAll + 1, column: 0, rows: layout.listRows, columns: columns ?? model.size.columns }
}

/** The worker's screen is shown: only then is it watched. */
export const isPreviewVisible = (model: Model): boolean => model.tab === 'screen' && isPaneVisible(model)

/** Every other dialog stands in the worker's place, or over it. */
const isUncovered = (model: Model): boolean =>
  model.dialog === undefined || model.dialog.kind === 'command' || isAbovePane(model)

/** Short ones, and about the worker that is shown: it stays in sight below them, where there is room. */
export const isAbovePane = (model: Model): boolean => {
  const kind = model.dialog?.kind
  const isShort =
    kind === 'send' || kind === 'broadcast' || kind === 'confirm' || kind === 'filter' || kind === 'sort'
  return isShort && layoutOf(model).kind !== 'list'
}

/** The place of the selected worker's tabs is on the screen. */
export const isPaneVisible = (model: Model): boolean =>
  !model.isAway && model.view === 'workers' && paneArea(model) !== undefined && isUncovered(model)
