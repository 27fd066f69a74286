import { type BrokenParts, noBrokenParts } from './broken.ts'
import { type FleetLoad, noLoad } from './fleet-load.ts'
import { type ImagesState, initialImages } from './images/images-state.ts'

/** What the views show besides the fleet. */
export interface ViewsState {
  readonly load: FleetLoad
  readonly images: ImagesState
  /** What was picked in the pulse; it may have gone since. */
  readonly pulse: PulsePick | undefined
  readonly broken: BrokenParts
  /** How often the whole screen was asked to be drawn anew. */
  readonly redraws: number
}

/** A line of the pulse that stands for a worker; one worker may be in both lists. */
export interface PulsePick {
  readonly list: 'needy' | 'busiest'
  readonly name: string
}

export const initialViews: ViewsState = {
  load: noLoad,
  images: initialImages,
  pulse: undefined,
  broken: noBrokenParts,
  redraws: 0,
}
