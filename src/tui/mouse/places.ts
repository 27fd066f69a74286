import { type Area, listArea, paneArea } from '../layout.ts'
import type { Model } from '../model.ts'

/** Where the parts of the view of workers are, those that are on the screen. */
export interface Places {
  /** The rows of the list, without its heads. */
  readonly list: Area | undefined
  readonly title: Area | undefined
  readonly pane: Area | undefined
}

export const placesOf = (model: Model): Places => {
  const pane = paneArea(model)
  return {
    list: listArea(model),
    title: pane === undefined ? undefined : { ...pane, row: pane.row - 1, rows: 1 },
    pane,
  }
}

export const isInPart = (part: Area | undefined, column: number, row: number): part is Area =>
  part !== undefined &&
  row >= part.row &&
  row < part.row + part.rows &&
  column >= part.column &&
  column < part.column + part.columns
