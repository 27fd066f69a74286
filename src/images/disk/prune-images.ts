import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { halsImages, halsNames, saidBy } from '../plan/hals-images.ts'
import { newestImage, type PlannedLayer, profileImages } from '../plan/plan.ts'
import { latestName, pinnedName } from '../tags.ts'
import { toolsNamed } from '../tools/recipe.ts'
import { heldBytes, layersOf } from './held-layers.ts'
import { namelessImages } from './nameless.ts'

/** An image of hal's that nothing uses. */
export interface UnusedImage {
  readonly id: string
  /** `hal/python:3f9c2a1`; its id where it has no name. */
  readonly image: string
  readonly sizeBytes: number
  /** Of whose profile it is: one that hal ships, one that is declared where hal runs now, or one from elsewhere. No image says who built it. */
  readonly of: 'hal' | 'here' | 'elsewhere'
  /** `replaced`: its profile has a newer one. `nameless`: a newer build of the same took its name. `not-asked-for`: only `isAll` takes it. */
  readonly why: 'replaced' | 'nameless' | 'not-asked-for'
  /** What it is called by hal, at registries too. */
  readonly names: readonly string[]
  /** The name that a newer build has now. */
  readonly was?: string
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
  const nameless = await namelessImages(engine, [...built.value, ...toolsImages.value])
  if (!nameless.ok) return nameless
  const made = new Set(containers.value.map(({ imageId }) => imageId))
  // By the name of the newer build a nameless one is known to be hal's: as long as that is used, the other stays, too.
  const heirs = nameless.value.flatMap(({ image, heir }) => (made.has(image.id) ? [heir.image.id] : []))
  const used = new Set([...made, ...heirs])
  const profiles = halsImages(built.value)
  const startable = new Set(startableImages(plan, profiles).map(({ id }) => id))
  const candidates = [
    ...profiles.map((image) => ({
      ...{ image, name: pinnedOf(image), isWanted: startable.has(image.id) },
      of: ofWhose(image, homes),
    })),
    ...toolsImages.value.flatMap((image) => toolsCandidate(image, tools)),
  ]
  const named = candidates
    .filter(({ image, isWanted }) => !used.has(image.id) && (isAll || !isWanted))
    .map(({ image, name, isWanted, of }): UnusedImage => {
      const { id, sizeBytes } = image
      const names = [...new Set([...halsNames(image), name])]
      return { id, image: name, sizeBytes, of, why: isWanted ? 'not-asked-for' : 'replaced', names }
    })
    .sort((a, b) => (a.image < b.image ? -1 : 1))
  const lost = nameless.value
    .filter(({ image }) => !used.has(image.id))
    .map(({ image: { id, sizeBytes, ...image }, heir }): UnusedImage => {
      const of = ofWhose({ id, sizeBytes, ...image }, homes)
      return { id, image: id, sizeBytes, of, why: 'nameless', names: [], was: heir.name }
    })
  const images = [...lost, ...named]
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

/** Answers which of its names went, its id where it had none. One that names another image by now is that one's. */
async function removeNames(
  engine: Engine,
  { id, image, names }: UnusedImage,
): Promise<{ readonly names: readonly string[]; readonly failure?: ImageFailure }> {
  const gone: string[] = []
  if (names.length === 0) {
    const found = await engine.image(id)
    if (!found.ok) return { names: gone, failure: found.failure }
    // Somebody may have given it a name meanwhile.
    if (found.value === undefined || found.value.references.length > 0) return { names: gone }
  }
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
  // Tools say nothing of a home: they are hal's.
  if (home === 'hal' || home === '') return 'hal'
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
