import { fail, ok, type Result } from '../../lib/result.ts'
import { cacheSources, cacheTargets } from '../build/caches.ts'
import { originsOf } from '../build/origins.ts'
import { bakeSecrets, personsBakeSecrets } from '../build/secrets.ts'
import type { ImagesContext } from '../context.ts'
import type { Catalogue } from '../declare/catalogue.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import { outsideByName } from '../plan/bake-platforms.ts'
import { type Layer, type OutsideBase, outsideImages, outsideReferences, planLayers } from '../plan/plan.ts'
import { prepareBuild } from '../prepare-build.ts'
import { imageNames } from '../tags.ts'
import type { BuildProfilesInput } from '../verbs.ts'
import { type BakeOptions, bakeFile, bakeText } from './bake-file.ts'

/** The verb behind `--print bake`. Proxies are left out: they are the machine's, and buildx takes its own from docker's config. */
export async function printBake(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  input: BuildProfilesInput,
): Promise<Result<string, ImageFailure>> {
  const loaded = await catalogue()
  if (!loaded.ok) return loaded
  const prepared = await prepareBuild(context, loaded.value, input, { isForFile: true })
  if (!prepared.ok) return prepared
  const { selected, destination, platforms } = prepared.value
  const { profiles, mayBeBuilt, wanted } = selected
  const outside =
    platforms.length === 0 ? await basesHere(context, profiles) : ok(outsideByName(profiles, platforms))
  if (!outside.ok) return outside
  const layers = await planLayers(profiles, outside.value)
  const there = { ...context, destination }
  const origins = await originsOf(profiles)
  const built = input.isPushed === true ? wanted : mayBeBuilt
  const options = bakeOptions(there, input, { built, platforms, origins })
  const tagsOf: BakeOptions['tagsOf'] = (layer) =>
    input.isPushed === true ? remoteNames(layer, { destination, origins }) : options.tagsOf(layer)
  return ok(bakeText(bakeFile(layers, { ...options, tagsOf, ambientArgs: {}, createdAt: undefined })))
}

/** All that an image is called at its registry, the fingerprint's name first. */
export const remoteNames = (
  { profile: { name }, fingerprint }: Layer,
  { destination, origins }: Pick<ImagesContext, 'destination'> & Pick<BakeOptions, 'origins'>,
): readonly string[] =>
  imageNames(name, fingerprint, { ...destination, commit: origins.get(name)?.commit }).remote

/**
 * `isPushed`: by buildx, in place of this engine, and by the fingerprint's name alone: what has it never moves, and the others follow it.
 * An image of another platform is nobody's `latest` here.
 */
export function bakeOptions(
  context: ImagesContext,
  input: BuildProfilesInput,
  { built, platforms, origins }: Pick<BakeOptions, 'built' | 'platforms' | 'origins'>,
): BakeOptions {
  const { destination, packageDir, proxy } = context
  const output = platforms.length < 2 ? 'type=docker' : undefined
  return {
    ...{ built, platforms, origins, packageDir, secrets: bakeSecrets(context) },
    personsSecrets: personsBakeSecrets(context),
    ambientArgs: proxy,
    tagsOf: (layer) => {
      const { pinned, latest } = layer.names
      if (input.isPushed === true) return remoteNames(layer, { destination, origins }).slice(0, 1)
      return platforms.length === 0 ? [pinned, latest] : [pinned]
    },
    cacheFrom: (layer) => cacheSources(input, layer, destination),
    cacheTo: (layer) => cacheTargets(input, layer, destination),
    output: input.isPushed === true ? 'type=registry' : output,
    createdAt: new Date(),
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
