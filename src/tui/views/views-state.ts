import { type BrokenParts, noBrokenParts } from './broken.ts'
import { type FleetLoad, noLoad } from './fleet-load.ts'
import { type ImagesState, initialImages } from './images/images-state.ts'

/** What the views show besides the fleet. */
export interface ViewsState {
  readonly load: FleetLoad
  readonly images: ImagesState
  readonly broken: BrokenParts
  /** How often the whole screen was asked to be drawn anew. */
  readonly redraws: number
}

export const initialViews: ViewsState = {
  load: noLoad,
  images: initialImages,
  broken: noBrokenParts,
  redraws: 0,
}
