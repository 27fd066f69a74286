import type { Engine } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import { originsOf } from '../build/origins.ts'
import type { ImagesContext } from '../context.ts'
import type { Catalogue } from '../declare/catalogue.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Origin } from '../labels.ts'
import { prepareBuild } from '../prepare-build.ts'
import { imageNames } from '../tags.ts'
import type { BuildProfilesInput, PlannedBuild } from '../verbs.ts'
import { outsideByName } from './bake-platforms.ts'
import {
  freshness,
  type OutsideBase,
  outsideImages,
  type PlannedLayer,
  planLayers,
  profileImages,
  rootReference,
} from './plan.ts'
import { whyBuild } from './why-build.ts'

/**
 * The layers of these profiles as the engine has them now. Those over an image from outside that isn't here are left out, unless
 * something `stands` for it.
 */
export async function planOf(
  engine: Engine,
  profiles: readonly Profile[],
  stands?: ReadonlyMap<string, OutsideBase>,
): Promise<Result<readonly PlannedLayer[], ImageFailure>> {
  const outside = stands === undefined ? await outsideImages(engine, profiles) : ok(stands)
  if (!outside.ok) return outside
  const [layers, images] = await Promise.all([planLayers(profiles, outside.value), profileImages(engine)])
  return images.ok ? ok(freshness(layers, images.value)) : images
}

/** The verb behind `--print plan`. */
export async function planBuild(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  input: BuildProfilesInput,
): Promise<Result<readonly PlannedBuild[], ImageFailure>> {
  const [loaded, engine] = await Promise.all([catalogue(), context.engine()])
  if (!loaded.ok) return loaded
  const prepared = await prepareBuild(context, loaded.value, input)
  if (!prepared.ok) return prepared
  if (!engine.ok) return engine
  const { platforms, isElsewhere } = prepared.value
  const { profiles, mayBeBuilt, wanted } = prepared.value.selected
  const planned = await planOf(
    engine.value,
    profiles,
    platforms.length === 0 ? undefined : outsideByName(profiles, platforms),
  )
  if (!planned.ok) return planned
  const byName = new Map(planned.value.map((layer) => [layer.layer.profile.name, layer]))
  const origins = input.isPushed === true ? await originsOf(profiles) : new Map<string, Origin>()
  const namesOf = (name: string, found: PlannedLayer | undefined): readonly string[] => {
    if (input.isPushed !== true || !wanted.has(name) || found === undefined) return []
    const { commit } = origins.get(name) ?? {}
    return imageNames(name, found.layer.fingerprint, { ...prepared.value.destination, commit }).remote
  }
  return ok(
    profiles.map((profile) => {
      const { name, parent } = profile
      const found = byName.get(name)
      const why =
        found === undefined
          ? [{ reason: 'base-missing', reference: rootReference(profile, profiles) } as const]
          : isElsewhere
            ? [{ reason: 'elsewhere', platforms } as const]
            : whyBuild(found, { ...input, uncached: wanted })
      const facts = { name, parent, image: found?.layer.names.pinned, pushedAs: namesOf(name, found) }
      if (mayBeBuilt.has(name)) return { ...facts, why, action: why.length === 0 ? 'leave' : 'build' }
      // What may not be built is good enough as long as it is there.
      return found?.state.kind === 'fresh'
        ? { ...facts, why: [], action: 'leave' }
        : { ...facts, why, action: 'absent' }
    }),
  )
}
