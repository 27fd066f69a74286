import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { type Catalogue, withAncestors } from '../declare/catalogue.ts'
import type { ImageFailure } from '../image-failure.ts'
import { outsideImages, planLayers } from '../plan/plan.ts'
import { latestName, localProfile } from '../tags.ts'

/**
 * The local name of a profile's image is hal's alone: where there is no such image, a registry that has one of that name has somebody
 * else's. What a build would make is `profile-not-built`, and what none would is not to be had. Other names are left to the engine.
 */
export async function checkOwnName(
  engine: Engine,
  reference: string,
  loadCatalogue: () => Promise<Result<Catalogue, ImageFailure>>,
): Promise<Result<void, ImageFailure>> {
  const profile = localProfile(reference)
  if (profile === undefined) return ok(undefined)
  const there = await engine.image(reference)
  if (!there.ok) return there
  if (there.value !== undefined) return ok(undefined)
  const catalogue = await loadCatalogue()
  if (!catalogue.ok) return catalogue
  if (!catalogue.value.has(profile)) return ok(undefined)
  const image = reference.includes(':') ? reference : latestName(profile)
  if (image === latestName(profile)) return fail({ reason: 'profile-not-built', profile, image })
  const profiles = withAncestors(catalogue.value, [profile])
  if (!profiles.ok) return profiles
  const outside = await outsideImages(engine, profiles.value)
  if (!outside.ok) return outside
  const layers = await planLayers(profiles.value, outside.value)
  return layers.some(({ names }) => names.pinned === image)
    ? fail({ reason: 'profile-not-built', profile, image })
    : fail({ reason: 'image-outdated', profile, image })
}
