import type { ImageSizes } from '../../../images/disk/sizes.ts'
import type { ProfileState } from '../../../images/verbs.ts'
import { afterMs, type BuildView } from '../../../present/build.ts'

/** What is known of profiles and their images, and of the build under way. */
export interface ImagesState {
  /** Parents first; `undefined` until they were read. */
  readonly profiles: readonly ProfileState[] | undefined
  /** Declarations that are no profiles, and why. */
  readonly refused: Readonly<Record<string, string>>
  readonly sizes: ImageSizes | undefined
  /** Why they could not be read, or not read anew: what is shown is as old as `readAt`. */
  readonly failure: string | undefined
  readonly readAt: Date | undefined
  /** Profiles are read anew just now: one that is not among them may come. */
  readonly isReading: boolean
  readonly selected: string | undefined
  /** The selected one has the whole place. */
  readonly isOpened: boolean
  /** How many lines of an opened one are above what is shown. */
  readonly offset: number
  readonly areLayersShown: boolean
  /** The build under way, or the last one. */
  readonly build: Build | undefined
  /** What is built once the build under way has ended, all together. */
  readonly queued: readonly string[]
}

export interface Build {
  readonly layers: BuildView
  /** When `layers` was as it says: times in it go on from then. */
  readonly at: Date
  /** `ending`: asked to end, and not there yet. */
  readonly phase: 'running' | 'ending' | 'over'
}

export const initialImages: ImagesState = {
  profiles: undefined,
  refused: {},
  sizes: undefined,
  failure: undefined,
  readAt: undefined,
  isReading: false,
  selected: undefined,
  isOpened: false,
  offset: 0,
  areLayersShown: true,
  build: undefined,
  queued: [],
}

/** The profiles in sight, parents first. */
export const shownProfiles = ({ profiles = [], areLayersShown }: ImagesState): readonly ProfileState[] =>
  areLayersShown ? profiles : profiles.filter(({ isLayer }) => !isLayer)

/** Still or again: one that has gone gives way to the first. */
export const selectedName = (images: ImagesState, inOrder: readonly string[]): string | undefined =>
  inOrder.find((name) => name === images.selected) ?? inOrder[0]

export const selectedProfile = (
  images: ImagesState,
  inOrder: readonly string[],
): ProfileState | undefined => {
  const name = selectedName(images, inOrder)
  return images.profiles?.find((profile) => profile.name === name)
}

export const isBuilding = ({ build }: ImagesState): boolean => build !== undefined && build.phase !== 'over'

/** It is being built, or comes up in the build under way. */
export const isUnderWay = ({ build }: ImagesState, name: string): boolean => {
  const kind = build?.layers.get(name)?.state.kind
  return build?.phase === 'running' && (kind === 'waiting' || kind === 'building')
}

/** How many images are being built at this moment. */
export const countBuilding = ({ build }: ImagesState): number =>
  [...(build?.layers.values() ?? [])].filter(({ state }) => state.kind === 'building').length

/** The layers of a build with their times as they are then. */
export const layersAt = ({ layers, at, phase }: Build, now: Date): BuildView =>
  phase === 'over' ? layers : afterMs(layers, Math.max(0, now.getTime() - at.getTime()))
