import { layoutOf } from '../layout.ts'
import type { Model } from '../model.ts'

/** A part of the screen, in cells. */
export interface Part {
  readonly row: number
  readonly column: number
  readonly rows: number
  readonly columns: number
}

/** Where the parts of the view of workers are, those that are on the screen. */
export interface Places {
  /** The rows of the list, without its heads. */
  readonly list: Part | undefined
  readonly title: Part | undefined
  readonly pane: Part | undefined
}

/** The header and its rule. */
const top = 2
/** The toast line and the footer. */
const bottom = 2

export const placesOf = (model: Model): Places => {
  const layout = layoutOf(model)
  const { rows, columns } = model.size
  if (layout.kind === 'tiny') return { list: undefined, title: undefined, pane: undefined }
  const across = { column: 0, columns }
  const heads = layout.kind === 'screen' ? 0 : 1
  const list = { ...across, row: top + heads, rows: layout.listRows }
  if (layout.kind === 'list') return { list, title: undefined, pane: undefined }
  const rule = layout.kind === 'screen' ? 0 : 1
  const title = { ...across, row: list.row + list.rows + rule, rows: 1 }
  const pane = { ...across, row: title.row + 1, rows: rows - bottom - title.row - 1 }
  return { list: layout.kind === 'screen' ? undefined : list, title, pane }
}

export const isInPart = (part: Part | undefined, column: number, row: number): part is Part =>
  part !== undefined &&
  row >= part.row &&
  row < part.row + part.rows &&
  column >= part.column &&
  column < part.column + part.columns
