import type { Engine, Image } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImagesContext } from '../context.ts'
import { type Catalogue, findProfile, withAncestors } from '../declare/catalogue.ts'
import type { ImageFailure } from '../image-failure.ts'
import { freshness, isOf, newestImage, outsideImages, planLayers, profileImages } from '../plan/plan.ts'
import { type BuildReason, whyBuild } from '../plan/why-build.ts'
import { latestName, localRepository } from '../tags.ts'
import { checkOwnName } from './check-own-name.ts'
import type { ImageStep } from './image-step.ts'
import { resolveImage } from './resolve.ts'

/** The image that a worker runs on. */
export interface Choice {
  readonly reference: string
  /** `undefined` for an image of the person's own. */
  readonly profile: string | undefined
  /** The setting that named it, where nobody did for this worker. */
  readonly from?: Pick<ImageStep, 'name' | 'key'> | undefined
  readonly warnings: readonly string[]
  /** Its profile is another by now. */
  readonly stale?: StaleImage | undefined
}

/** An image that a worker starts on all the same. */
export interface StaleImage {
  readonly reference: string
  readonly profile: string
  /** What changed since; empty where nobody knows. */
  readonly why: readonly BuildReason[]
}

/** What a worker is to run on: one that is named for it, else the image for sessions, else the profile that holds for all. */
export type ImageWish =
  | { readonly image: string; readonly from?: Choice['from'] }
  | { readonly profile: string }

export function wishFor(
  { image, profile }: { readonly image?: string | undefined; readonly profile?: string | undefined },
  { settings, defaultProfile }: Pick<ImagesContext, 'settings' | 'defaultProfile'>,
): ImageWish {
  if (image !== undefined && image !== '') return { image }
  if (profile !== undefined) return { profile }
  const session = resolveImage({ mode: 'session' }, { settings, defaultProfile })
  if (!session.ok) return { profile: defaultProfile }
  const { image: taken, from, chain } = session.value
  return { image: taken, from: chain.find(({ name }) => name === from) }
}

/**
 * An image as it is; otherwise the profile's fresh image. A profile whose inputs changed since it was built runs on the image built last,
 * which is said to be `stale`; one that was never built is `profile-not-built`, by its local name, too.
 */
export async function chooseImage(
  engine: Engine,
  wish: ImageWish,
  loadCatalogue: () => Promise<Result<Catalogue, ImageFailure>>,
): Promise<Result<Choice, ImageFailure>> {
  if ('image' in wish) {
    const there = await checkOwnName(engine, wish.image, loadCatalogue)
    return there.ok ? ok({ reference: wish.image, profile: undefined, from: wish.from, warnings: [] }) : there
  }
  const catalogue = await loadCatalogue()
  if (!catalogue.ok) return catalogue
  const found = findProfile(catalogue.value, wish.profile)
  const profiles = withAncestors(catalogue.value, [wish.profile])
  if (!found.ok) return found
  if (!profiles.ok) return profiles
  const [outside, images] = await Promise.all([outsideImages(engine, profiles.value), profileImages(engine)])
  if (!outside.ok) return outside
  if (!images.ok) return images

  const { name, warnings = [] } = found.value
  const layers = await planLayers(profiles.value, outside.value)
  const planned = freshness(layers, images.value).find(({ layer }) => layer.profile.name === name)
  if (planned?.state.kind === 'fresh') {
    return ok({ reference: planned.layer.names.pinned, profile: name, warnings })
  }
  const own = images.value.filter((image) => isOf(image, found.value))
  const newest = newestImage(own, latestName(name))
  if (newest === undefined) {
    return fail({
      reason: 'profile-not-built',
      profile: name,
      image: planned?.layer.names.pinned ?? latestName(name),
    })
  }
  const reference = pinnedName(newest, name)
  const why = planned === undefined ? [] : whyBuild(planned, {})
  return ok({ reference, profile: name, warnings, stale: { reference, profile: name, why } })
}

/** The name that doesn't move, so that a worker keeps saying what it runs. */
function pinnedName(image: Image, profile: string): string {
  const latest = latestName(profile)
  const own = image.references.filter((reference) => reference.startsWith(`${localRepository(profile)}:`))
  return own.find((reference) => reference !== latest) ?? latest
}
