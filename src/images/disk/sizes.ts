import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { standsOn } from '../labels.ts'
import { halsImages, saidBy } from '../plan/hals-images.ts'
import { type PlannedLayer, profileImages } from '../plan/plan.ts'
import { pinnedName } from '../tags.ts'
import { heldBytes, type Layers, layersOf } from './held-layers.ts'
import { namelessImages } from './nameless.ts'

export interface ImageSize {
  readonly profile: string
  readonly image: string
  /** Built from what its profile is now. */
  readonly isFresh: boolean
  readonly sizeBytes: number
  /** What it adds to the image it was built on; `undefined` where that isn't here any more. */
  readonly addsBytes: number | undefined
  /** Of its size, what others of these images have, too. */
  readonly sharedBytes: number
}

export interface ImageSizes {
  /** The image of each profile that has one: the fresh one, or else the one built last. Parents first. */
  readonly images: readonly ImageSize[]
  /** What they would take if each stood alone. */
  readonly aloneBytes: number
  /** What they take, each layer once. */
  readonly heldBytes: number
  /** What else hal built here, older or for another project, and what that takes besides. */
  readonly others: { readonly count: number; readonly heldBytes: number }
}

export async function imageSizes(
  engine: Engine,
  plan: readonly PlannedLayer[],
): Promise<Result<ImageSizes, ImageFailure>> {
  const current = plan.flatMap(currentImage)
  const everything = await profileImages(engine)
  if (!everything.ok) return everything
  const nameless = await namelessImages(engine, everything.value)
  if (!nameless.ok) return nameless
  const others = [
    ...halsImages(everything.value).filter(({ id }) => current.every(({ image }) => image.id !== id)),
    ...nameless.value.map(({ image }) => image),
  ]
  const below = await imagesBelow(engine, current)
  if (!below.ok) return below
  const ids = [
    ...current.map(({ image }) => image.id),
    ...below.value.values(),
    ...others.map(({ id }) => id),
  ]
  const layers = await layersOf(engine, ids)
  if (!layers.ok) return layers
  const of = (id: string | undefined): Layers => layers.value.get(id ?? '') ?? []

  const own = current.map(({ image }) => of(image.id))
  const images = current.map(({ profile, image, reference, isFresh }, index): ImageSize => {
    const parent = below.value.get(standsOn(image.labels) ?? '')
    const rest = own.filter((_, other) => other !== index)
    return {
      ...{ profile, image: reference, isFresh, sizeBytes: image.sizeBytes },
      addsBytes: parent === undefined ? undefined : heldBytes([of(image.id)], [of(parent)]),
      sharedBytes: image.sizeBytes - heldBytes([of(image.id)], rest),
    }
  })
  const othersBytes = heldBytes(
    others.map(({ id }) => of(id)),
    own,
  )
  return ok({
    images,
    aloneBytes: images.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    heldBytes: heldBytes(own),
    others: { count: others.length, heldBytes: othersBytes },
  })
}

interface CurrentImage {
  readonly profile: string
  readonly image: Image
  readonly reference: string
  readonly isFresh: boolean
}

function currentImage({ layer, state }: PlannedLayer): readonly CurrentImage[] {
  const profile = layer.profile.name
  if (state.kind === 'not-built') return []
  if (state.kind === 'fresh')
    return [{ profile, image: state.image, reference: layer.names.pinned, isFresh: true }]
  const pinned = pinnedName(profile, saidBy(state.newest).fingerprint)
  const reference = state.newest.references.includes(pinned) ? pinned : layer.names.latest
  return [{ profile, image: state.newest, reference, isFresh: false }]
}

/** The ids of the images that these were built on, by name. */
async function imagesBelow(
  engine: Engine,
  images: readonly CurrentImage[],
): Promise<Result<ReadonlyMap<string, string>, ImageFailure>> {
  const found = new Map<string, string>()
  for (const reference of new Set(images.flatMap(({ image }) => standsOn(image.labels) ?? []))) {
    const image = await engine.image(reference)
    if (!image.ok) return image
    if (image.value !== undefined) found.set(reference, image.value.id)
  }
  return ok(found)
}
