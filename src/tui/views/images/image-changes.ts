import type { BuildUpdate } from '../../../images/layer-state.ts'
import { noBuild, withUpdate } from '../../../present/build.ts'
import { viewRows } from '../../layout.ts'
import { themeFor } from '../../looks/theme.ts'
import type { Change, Model } from '../../model.ts'
import { imageDetails } from './image-details.ts'
import { imageRows, namesInOrder } from './image-rows.ts'
import { type Build, type ImagesState, layersAt, selectedName } from './images-state.ts'

/** Looks change no lines. */
const plainTheme = themeFor({ isColor: false, colorLevel: 0, isUnicode: true })

export const inImages =
  (change: (images: ImagesState) => ImagesState): Change =>
  (model) => {
    const images = change(model.views.images)
    return images === model.views.images ? model : { ...model, views: { ...model.views, images } }
  }

/** Turns to the view of images: all of them, or with `areLayersShown` false those that a person chooses from. */
export const onImages =
  ({ areLayersShown }: { readonly areLayersShown: boolean }): Change =>
  (model) =>
    inImages((images) => ({ ...images, areLayersShown, isOpened: false, offset: 0 }))({
      ...model,
      view: 'images',
    })

/** What was read anew; from then on those profiles are the ones that are offered for a worker. */
export const withRead =
  (read: Partial<ImagesState>): Change =>
  (model) => {
    const next = inImages((images) => ({ ...images, ...read }))(model)
    if (read.profiles === undefined) return next
    return { ...next, profiles: read.profiles.filter(({ isLayer }) => !isLayer).map(({ name }) => name) }
  }

/** The names alone, which come first. */
export const withProfileNames =
  (profiles: readonly string[]): Change =>
  (model) =>
    model.views.images.profiles === undefined ? { ...model, profiles } : model

export const withBuildBegun = (at: Date): Change =>
  inImages((images) => ({ ...images, build: { layers: noBuild, at, phase: 'running' } }))

/** The build of what was queued. What failed in the one before is still to be read. */
export const withQueueBegun = (at: Date): Change =>
  inImages((images) => {
    const before = images.build === undefined ? [] : [...layersAt(images.build, at)]
    const failed = before.filter(([, { state }]) => state.kind === 'failed' || state.kind === 'skipped')
    return { ...images, queued: [], build: { layers: new Map(failed), at, phase: 'running' } }
  })

export const withQueued = (names: readonly string[]): Change =>
  inImages((images) => ({ ...images, queued: [...new Set([...images.queued, ...names])] }))

export const withoutQueued = (names: readonly string[]): Change =>
  inImages((images) => ({ ...images, queued: images.queued.filter((name) => !names.includes(name)) }))

/** Selects a profile by its name. */
export const selectImage = (selected: string): Change => inImages((images) => ({ ...images, selected }))

export const withBuildUpdates = (updates: readonly BuildUpdate[], at: Date): Change =>
  inImages((images) => {
    const { build } = images
    if (build === undefined) return images
    const layers = updates.reduce(withUpdate, layersAt(build, at))
    return { ...images, build: { ...build, layers, at } }
  })

export const withBuildPhase = (phase: Build['phase']): Change =>
  inImages((images) =>
    images.build === undefined ? images : { ...images, build: { ...images.build, phase } },
  )

/** Selects the profile so many rows further down; scrolls where one is opened. */
export const moveInImages =
  (by: number): Change =>
  (model) =>
    inImages((images) => {
      if (images.isOpened) {
        const end = openedEnd(model)
        return { ...images, offset: Math.max(0, Math.min(end, Math.min(end, images.offset) + by)) }
      }
      const names = namesInOrder(images, model.now)
      const at = names.indexOf(selectedName(images, names) ?? '')
      return { ...images, selected: names[Math.max(0, Math.min(names.length - 1, at + by))] }
    })(model)

/** How far the opened one can be scrolled: more would have to be scrolled back first. */
const openedEnd = (model: Model): number => {
  const rows = imageRows(model.views.images, model.now)
  const selected = selectedName(
    model.views.images,
    rows.map(({ profile }) => profile.name),
  )
  const row = rows.find(({ profile }) => profile.name === selected)
  return row === undefined ? 0 : Math.max(0, imageDetails(row, model, plainTheme).length - viewRows(model))
}

/** Gives the selected one the whole place, or takes it back. */
export const openImage =
  (isOpened: boolean): Change =>
  (model) =>
    inImages((images) => ({
      ...images,
      ...{ isOpened, offset: 0, selected: selectedName(images, namesInOrder(images, model.now)) },
    }))(model)

export const showLayers = (areLayersShown: boolean): Change =>
  inImages((images) => ({ ...images, areLayersShown }))
