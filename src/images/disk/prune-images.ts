import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { halsImages, halsNames, saidBy } from '../plan/hals-images.ts'
import { newestImage, type PlannedLayer, profileImages } from '../plan/plan.ts'
import { latestName, pinnedName } from '../tags.ts'
import { toolsNamed } from '../tools/recipe.ts'
import { heldBytes, layersOf } from './held-layers.ts'

/** An image of hal's that nothing uses. */
export interface UnusedImage {
  readonly id: string
  /** `hal/python:3f9c2a1` */
  readonly image: string
  readonly sizeBytes: number
  /** Of whose profile it is: one that hal ships, one that is declared where hal runs now, or one from elsewhere. No image says who built it. */
  readonly of: 'hal' | 'here' | 'elsewhere'
  /** `replaced`: its profile has a newer one. `not-asked-for`: only `isAll` takes it. */
  readonly why: 'replaced' | 'not-asked-for'
  /** What it is called by hal, at registries too. */
  readonly names: readonly string[]
}

export interface PrunePlan {
  readonly images: readonly UnusedImage[]
  /** What no other image holds. */
  readonly ownBytes: number
}

export interface PrunedImages {
  readonly removed: readonly UnusedImage[]
  readonly failed: readonly { readonly image: string; readonly failure: ImageFailure }[]
  readonly ownBytes: number
}

/**
 * The images of hal's that no container of anybody's was made from and that no start would take: neither fresh nor, where a profile has no
 * fresh one, the one built last. With `isAll` those that a start would take, too.
 */
export async function planPrune(
  engine: Engine,
  {
    plan,
    homes,
    tools,
    isAll,
  }: {
    readonly plan: readonly PlannedLayer[]
    /** Where the profiles are declared that are known here. */
    readonly homes: ReadonlySet<string>
    readonly tools: ReadonlySet<string>
    readonly isAll: boolean
  },
): Promise<Result<PrunePlan, ImageFailure>> {
  const [built, toolsImages, containers] = await Promise.all([
    profileImages(engine),
    engine.images({ [imageLabels.kind]: 'tools' }),
    engine.list({}),
  ])
  if (!built.ok) return built
  if (!toolsImages.ok) return toolsImages
  if (!containers.ok) return containers
  const used = new Set(containers.value.map(({ imageId }) => imageId))
  const profiles = halsImages(built.value)
  const startable = new Set(startableImages(plan, profiles).map(({ id }) => id))
  const candidates = [
    ...profiles.map((image) => ({
      ...{ image, name: pinnedOf(image), isWanted: startable.has(image.id) },
      of: ofWhose(image, homes),
    })),
    ...toolsImages.value.flatMap((image) => toolsCandidate(image, tools)),
  ]
  const images = candidates
    .filter(({ image, isWanted }) => !used.has(image.id) && (isAll || !isWanted))
    .map(({ image, name, isWanted, of }): UnusedImage => {
      const { id, sizeBytes } = image
      const names = [...new Set([...halsNames(image), name])]
      return { id, image: name, sizeBytes, of, why: isWanted ? 'not-asked-for' : 'replaced', names }
    })
    .sort((a, b) => (a.image < b.image ? -1 : 1))
  const freed = await freedBy(engine)
  return freed.ok ? ok({ images, ownBytes: freed.value(images) }) : freed
}

/** Removes them name by name, the one that says what it is last: what is left over by an end in between is found again. */
export async function pruneImages(
  engine: Engine,
  images: readonly UnusedImage[],
): Promise<Result<PrunedImages, ImageFailure>> {
  const freed = await freedBy(engine)
  if (!freed.ok) return freed
  const removed: UnusedImage[] = []
  const failed: { readonly image: string; readonly failure: ImageFailure }[] = []
  for (const unused of images) {
    const { names, failure } = await removeNames(engine, unused)
    if (failure !== undefined) failed.push({ image: unused.image, failure })
    else if (names.length > 0) removed.push({ ...unused, names })
  }
  return ok({ removed, failed, ownBytes: freed.value(removed) })
}

/** Answers which of its names went. One that names another image by now is that one's. */
async function removeNames(
  engine: Engine,
  { id, image, names }: UnusedImage,
): Promise<{ readonly names: readonly string[]; readonly failure?: ImageFailure }> {
  const gone: string[] = []
  for (const name of [...names.filter((other) => other !== image), image]) {
    const found = await engine.image(name)
    if (!found.ok) return { names: gone, failure: found.failure }
    if (found.value?.id !== id) continue
    const removed = await engine.removeImage(name)
    if (!removed.ok) return { names: gone, failure: removed.failure }
    gone.push(name)
  }
  return { names: gone }
}

const pinnedOf = (image: Image): string => {
  const { profile, fingerprint } = saidBy(image)
  return pinnedName(profile, fingerprint)
}

function ofWhose(image: Image, homes: ReadonlySet<string>): UnusedImage['of'] {
  const { home } = saidBy(image)
  if (home === 'hal') return 'hal'
  return homes.has(home) ? 'here' : 'elsewhere'
}

/** What a start would take: of each profile the fresh image, or else the one built last. */
function startableImages(plan: readonly PlannedLayer[], images: readonly Image[]): readonly Image[] {
  const fresh = new Map(
    plan.flatMap(({ layer, state }) =>
      state.kind === 'fresh' ? [[layer.profile.name, state.image] as const] : [],
    ),
  )
  // Another project's profile of the same name is another one.
  const built = Map.groupBy(images, (image) => `${saidBy(image).profile} ${saidBy(image).home}`)
  return [...built.values()].flatMap((own) => {
    const { profile } = saidBy(own[0] as Image)
    const current = own.find(({ id }) => id === fresh.get(profile)?.id)
    return current ?? newestImage(own, latestName(profile)) ?? []
  })
}

/** By its name; the tools of now (`current`, by fingerprint) are made of it again when a worker starts. */
function toolsCandidate(image: Image, current: ReadonlySet<string>) {
  const name = toolsNamed(image.references, image.labels)?.name
  const isWanted = current.has(image.labels[imageLabels.fingerprint] ?? '')
  return name === undefined ? [] : [{ image, name, isWanted, of: 'hal' as const }]
}

/** Tells what the removal of images frees: what no other image on the engine holds. A name of a person's keeps its image. */
async function freedBy(
  engine: Engine,
): Promise<Result<(images: readonly UnusedImage[]) => number, ImageFailure>> {
  const everything = await engine.images({})
  if (!everything.ok) return everything
  const layers = await layersOf(
    engine,
    everything.value.map(({ id }) => id),
  )
  if (!layers.ok) return layers
  return ok((images) => {
    const names = new Set(images.flatMap((image) => image.names))
    const ids = new Set(images.map(({ id }) => id))
    const isGoing = ({ id, references }: Image) => ids.has(id) && references.every((name) => names.has(name))
    const of = (chosen: readonly Image[]) => chosen.map(({ id }) => layers.value.get(id) ?? [])
    return heldBytes(
      of(everything.value.filter(isGoing)),
      of(everything.value.filter((image) => !isGoing(image))),
    )
  })
}
