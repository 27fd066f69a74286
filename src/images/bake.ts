import { fail, ok, type Result } from '../lib/result.ts'
import { type BakeOptions, bakeFile, bakeText } from './bake-file.ts'
import { foreignPlatforms, outsideByName } from './bake-platforms.ts'
import { cacheSources, cacheTargets } from './caches.ts'
import type { Catalogue } from './catalogue.ts'
import type { ImagesContext } from './context.ts'
import { neededDestination } from './destination.ts'
import type { ImageFailure } from './image-failure.ts'
import { originsOf } from './origins.ts'
import { type OutsideBase, outsideImages, outsideReferences, planLayers } from './plan.ts'
import type { Profile } from './profile.ts'
import { forBuildx, selectProfiles } from './select.ts'
import { imageNames } from './tags.ts'
import type { BuildProfilesInput } from './verbs.ts'

/** The verb behind `--print bake`. Proxies are left out: they are the machine's, and buildx takes its own from docker's config. */
export async function printBake(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  input: BuildProfilesInput,
): Promise<Result<string, ImageFailure>> {
  const loaded = await catalogue()
  if (!loaded.ok) return loaded
  const selected = selectProfiles(loaded.value, input)
  if (!selected.ok) return selected
  const buildable = forBuildx(selected.value, input)
  if (!buildable.ok) return buildable
  const { profiles, mayBeBuilt } = buildable.value
  const destination = neededDestination(context, input, profiles)
  if (!destination.ok) return destination
  const platforms = await foreignPlatforms(input.platforms, context.engine)
  if (!platforms.ok) return platforms
  const outside =
    platforms.value.length === 0
      ? await basesHere(context, profiles)
      : ok(outsideByName(profiles, platforms.value))
  if (!outside.ok) return outside
  const layers = await planLayers(profiles, outside.value)
  const there = { ...context, destination: destination.value }
  const options = bakeOptions(there, input, {
    built: mayBeBuilt,
    platforms: platforms.value,
    origins: await originsOf(profiles),
  })
  return ok(bakeText(bakeFile(layers, { ...options, ambientArgs: {} })))
}

/** `isPushed`: by buildx, in place of this engine. */
export function bakeOptions(
  context: ImagesContext,
  input: BuildProfilesInput,
  { built, platforms, origins }: Pick<BakeOptions, 'built' | 'platforms' | 'origins'>,
): BakeOptions {
  const { destination, packageDir, caBundleFile, proxy } = context
  const output = platforms.length < 2 ? 'type=docker' : undefined
  return {
    ...{ built, platforms, origins, packageDir, caBundleFile },
    ambientArgs: proxy,
    tagsOf: ({ profile, fingerprint, names }) =>
      input.isPushed === true
        ? imageNames(profile.name, fingerprint, {
            ...destination,
            commit: origins.get(profile.name)?.commit,
          }).remote
        : [names.pinned, names.latest],
    cacheFrom: (layer) => cacheSources(input, layer, destination),
    cacheTo: (layer) => cacheTargets(input, layer, destination),
    output: input.isPushed === true ? 'type=registry' : output,
    isPullForced: input.isPullForced === true,
    isCacheDisabled: input.isCacheDisabled === true,
  }
}

/** The images from outside as this engine has them: a name that hal's own build would give counts their ids. */
async function basesHere(
  context: ImagesContext,
  profiles: readonly Profile[],
): Promise<Result<ReadonlyMap<string, OutsideBase>, ImageFailure>> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const here = await outsideImages(engine.value, profiles)
  if (!here.ok) return here
  const missing = [...outsideReferences(profiles)].find((reference) => !here.value.has(reference))
  return missing === undefined ? here : fail({ reason: 'base-not-here', reference: missing })
}
