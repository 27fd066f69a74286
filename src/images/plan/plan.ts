import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { imageNames, localRepository } from '../tags.ts'
import { imageArchitecture } from './architecture.ts'
import { digestLayer, fingerprint } from './fingerprint.ts'
import type { Layer } from './layer.ts'
import { type StaleState, staleState } from './stale.ts'

export type { Layer } from './layer.ts'

/** A layer, and whether its image is there; if not, why it must be built. */
export interface PlannedLayer {
  readonly layer: Layer
  readonly state: LayerFreshness
}

export type LayerFreshness =
  | { readonly kind: 'fresh'; readonly image: Image }
  | { readonly kind: 'not-built' }
  | StaleState

/** What an image from outside counts as in a fingerprint: its id and its platform. */
export type OutsideBase = Pick<Image, 'id' | 'architecture'>

/** Profiles (parents first) → layers. `outside` knows the images that they stand on, by reference; a layer over a missing one is left out. */
export async function planLayers(
  profiles: readonly Profile[],
  outside: ReadonlyMap<string, OutsideBase>,
): Promise<readonly Layer[]> {
  const layers = new Map<string, Layer>()
  for (const profile of profiles) {
    const { parent } = profile
    const below = parent.kind === 'profile' ? layers.get(parent.name) : undefined
    const base = outside.get(rootReference(profile, profiles))
    if (base === undefined || (parent.kind === 'profile' && below === undefined)) continue
    const { inputs, files } = await digestLayer({
      ...profile,
      generated: profile.unpinned,
      parent: below?.fingerprint ?? base.id,
      platform: base.architecture,
    })
    const full = fingerprint(inputs)
    const parentImage = parent.kind === 'image' ? parent.reference : (below?.names.pinned ?? '')
    layers.set(profile.name, {
      ...{ profile, inputs, files, platform: base.architecture },
      base: below === undefined ? base.id : undefined,
      fingerprint: full,
      names: imageNames(profile.name, full),
      parentImage,
    })
  }
  return [...layers.values()]
}

/** What `images` say of each layer: pure. */
export function freshness(layers: readonly Layer[], images: readonly Image[]): readonly PlannedLayer[] {
  const byName = new Map(layers.map((layer) => [layer.profile.name, layer]))
  return layers.map((layer) => {
    const own = images.filter((image) => isOf(image, layer.profile))
    const fresh = images.find(
      (image) =>
        image.labels[imageLabels.fingerprint] === layer.fingerprint &&
        image.references.includes(layer.names.pinned),
    )
    if (fresh !== undefined) return { layer, state: { kind: 'fresh', image: fresh } }
    const newest = newestImage(own, layer.names.latest)
    if (newest === undefined) return { layer, state: { kind: 'not-built' } }
    return { layer, state: staleState(layer, newest, { layers: byName, images }) }
  })
}

/** Every image of a profile that the engine has. */
export async function profileImages(engine: Engine): Promise<Result<readonly Image[], ImageFailure>> {
  return engine.images({ [imageLabels.kind]: 'profile' })
}

/** The images from outside that `profiles` stand on, by reference. One that the engine doesn't have is not in the answer. */
export async function outsideImages(
  engine: Engine,
  profiles: readonly Profile[],
): Promise<Result<ReadonlyMap<string, OutsideBase>, ImageFailure>> {
  const found = new Map<string, OutsideBase>()
  for (const reference of outsideReferences(profiles)) {
    const image = reference === nothing ? await nothingOn(engine) : await engine.image(reference)
    if (!image.ok) return image
    if (image.value !== undefined) found.set(reference, image.value)
  }
  return ok(found)
}

/** What every engine can build on, and none has as an image: there is nothing to pull. */
export const nothing = 'scratch'

async function nothingOn(engine: Engine): Promise<Result<OutsideBase, ImageFailure>> {
  const info = await engine.info()
  return info.ok ? ok({ id: nothing, architecture: imageArchitecture(info.value.architecture) }) : info
}

/** What must be there before anything can be built. */
export function outsideReferences(profiles: readonly Profile[]): ReadonlySet<string> {
  return new Set(profiles.flatMap(({ parent }) => (parent.kind === 'image' ? [parent.reference] : [])))
}

/** The image that was built last: the one that `latest` names, whatever its date (a build from the cache keeps an old one). */
export function newestImage(images: readonly Image[], latest: string): Image | undefined {
  const named = images.find((image) => image.references.includes(latest))
  return named ?? [...images].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime())[0]
}

/** Its name decides, as an image that a person built on top of hal's inherits hal's labels; and another project's profile of that name is another one. */
export function isOf({ labels, references }: Image, { name, home }: Pick<Profile, 'name' | 'home'>): boolean {
  return (
    labels[imageLabels.home] === home &&
    references.some((reference) => reference.startsWith(`${localRepository(name)}:`))
  )
}

/** The image from outside at the bottom of a profile. */
export function rootReference(profile: Profile, profiles: readonly Profile[]): string {
  const { parent } = profile
  if (parent.kind === 'image') return parent.reference
  const above = profiles.find(({ name }) => name === parent.name)
  return above === undefined ? '' : rootReference(above, profiles)
}
