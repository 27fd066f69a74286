import type { Engine, Image } from '../engines/engine.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { buildLayers, type LayerResult } from './build.ts'
import type { Catalogue } from './catalogue.ts'
import type { ImagesContext } from './context.ts'
import type { ImageFailure } from './image-failure.ts'
import {
  freshness,
  outsideImages,
  outsideReferences,
  type PlannedLayer,
  planLayers,
  profileImages,
  rootReference,
} from './plan.ts'
import type { Profile } from './profile.ts'
import { type PushInput, pushImages } from './push.ts'
import { selectProfiles } from './select.ts'
import { imageNames } from './tags.ts'
import { publicRegistry } from './tool-address.ts'
import type { BuildProfilesInput, BuildReport } from './verbs.ts'

/** The verb behind `hal build-profiles`: what must be pulled is pulled, what isn't fresh is built, what was asked for is pushed. */
export async function buildProfiles(
  context: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  input: BuildProfilesInput,
): Promise<Result<BuildReport, ImageFailure>> {
  const begunAt = Date.now()
  const loaded = await catalogue()
  if (!loaded.ok) return loaded
  const selected = selectProfiles(loaded.value, input)
  if (!selected.ok) return selected
  const { profiles, mayBeBuilt } = selected.value
  // Asked before anything is built: an hour of building is a bad time to learn that there is nowhere to push to.
  if (input.isPushed === true && imageNames('any', '', context.destination).remote.length === 0) {
    return fail({ reason: 'no-registry' })
  }
  const engine = await context.engine()
  if (!engine.ok) return engine

  const bases = await fetchBases(engine.value, profiles, input)
  if (!bases.ok) return bases
  const planned = await plan(engine.value, profiles, bases.value.images)
  if (!planned.ok) return planned
  const built = await buildLayers(engine.value, planned.value, {
    mayBeBuilt,
    isCacheDisabled: input.isCacheDisabled,
    isMissingAllowed: input.isMissingAllowed,
    limit: context.concurrency,
    ambientArgs: context.proxy,
    secrets: buildSecrets(context),
    onUpdate: input.onUpdate,
    signal: input.signal,
  })
  const layers = [...built, ...unreachable(profiles, bases.value.failures)]
  for (const { layer, parent, fingerprint, end } of layers.slice(built.length)) {
    input.onUpdate?.({ kind: 'layer', layer, parent, fingerprint, state: end })
  }
  const pushes =
    input.isPushed === true
      ? await pushImages(engine.value, pushable(context, layers, input.names), input)
      : []
  const warnings = profiles.flatMap((profile) => profile.warnings ?? [])
  return ok({ layers, pushes, warnings, tookMs: Date.now() - begunAt })
}

const buildSecrets = ({ caBundle, npmRegistry }: ImagesContext): Readonly<Record<string, Buffer>> => ({
  ...(caBundle === undefined ? {} : { ca: caBundle }),
  ...(npmRegistry === publicRegistry ? {} : { 'npm-registry': Buffer.from(npmRegistry) }),
})

interface Bases {
  readonly images: ReadonlyMap<string, Image>
  readonly failures: ReadonlyMap<string, ImageFailure>
}

/** Pulls the images from outside that aren't here (all, when that is forced). One that can't be had stops only what stands on it. */
async function fetchBases(
  engine: Engine,
  profiles: readonly Profile[],
  { signal, isPullForced }: Pick<BuildProfilesInput, 'signal' | 'isPullForced'>,
): Promise<Result<Bases, ImageFailure>> {
  const failures = new Map<string, ImageFailure>()
  const here = await outsideImages(engine, profiles)
  if (!here.ok) return here
  const missing = [...outsideReferences(profiles)].filter(
    (reference) => isPullForced === true || !here.value.has(reference),
  )
  if (missing.length === 0) return ok({ images: here.value, failures })
  for (const reference of missing) {
    const pulled = await engine.pull(reference, () => {}, signal)
    if (!pulled.ok) failures.set(reference, pulled.failure)
  }
  const images = await outsideImages(engine, profiles)
  return images.ok ? ok({ images: images.value, failures }) : images
}

async function plan(
  engine: Engine,
  profiles: readonly Profile[],
  outside: ReadonlyMap<string, Image>,
): Promise<Result<readonly PlannedLayer[], ImageFailure>> {
  const [layers, images] = await Promise.all([planLayers(profiles, outside), profileImages(engine)])
  return images.ok ? ok(freshness(layers, images.value)) : images
}

/** The ends of layers that could not even be planned, since the image they stand on can't be had. */
function unreachable(
  profiles: readonly Profile[],
  failures: ReadonlyMap<string, ImageFailure>,
): readonly LayerResult[] {
  return profiles.flatMap((profile): readonly LayerResult[] => {
    const failure = failures.get(rootReference(profile, profiles))
    if (failure === undefined) return []
    const { name: layer, parent } = profile
    const below = parent.kind === 'profile' ? parent.name : undefined
    const result = { layer, parent: below, image: imageNames(layer, '').latest, fingerprint: '' }
    return below === undefined
      ? [{ ...result, end: { kind: 'failed', tookMs: 0, failure } }]
      : [{ ...result, end: { kind: 'skipped', because: below } }]
  })
}

/** Of what was asked for, what is there to be pushed. */
function pushable(
  context: ImagesContext,
  layers: readonly LayerResult[],
  names: readonly string[],
): readonly PushInput[] {
  return layers
    .filter(({ layer }) => names.length === 0 || names.includes(layer))
    .filter(({ end }) => end.kind === 'done' || end.kind === 'unchanged')
    .map(({ layer, image, fingerprint }) => ({
      layer,
      image,
      remote: imageNames(layer, fingerprint, context.destination).remote,
    }))
}
