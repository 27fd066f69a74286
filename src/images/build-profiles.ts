import type { Engine, Image } from '../engines/engine.ts'
import { ok, type Result } from '../lib/result.ts'
import { bakeElsewhere, bakeHere } from './bake/bake-profiles.ts'
import { buildLayers, type LayerResult } from './build/build.ts'
import { cacheSources, needsBuildx } from './build/caches.ts'
import { originsOf } from './build/origins.ts'
import { buildSecrets, personsSecrets } from './build/secrets.ts'
import type { ImagesContext } from './context.ts'
import type { Catalogue } from './declare/catalogue.ts'
import { type Profile, warningsOf } from './declare/profile.ts'
import type { ImageFailure } from './image-failure.ts'
import type { Origin } from './labels.ts'
import type { BuildOptions } from './layer-state.ts'
import { outsideImages, outsideReferences, type PlannedLayer, rootReference } from './plan/plan.ts'
import { planOf } from './plan/plan-build.ts'
import { whyBuild } from './plan/why-build.ts'
import { prepareBuild } from './prepare-build.ts'
import { checkDestination } from './push/destination.ts'
import { createPatient, type Patient, usualPatience } from './push/patience.ts'
import { nothingPushed, pushBuilt } from './push/push-built.ts'
import { imageNames } from './tags.ts'
import type { BuildProfilesInput, BuildReport } from './verbs.ts'

/** The verb behind `hal build-profiles`: what must be pulled is pulled, what isn't fresh is built, what was asked for is pushed. */
export async function buildProfiles(
  configured: ImagesContext,
  catalogue: () => Promise<Result<Catalogue, ImageFailure>>,
  input: BuildProfilesInput,
): Promise<Result<BuildReport, ImageFailure>> {
  const begunAt = Date.now()
  const loaded = await catalogue()
  if (!loaded.ok) return loaded
  const prepared = await prepareBuild(configured, loaded.value, input)
  if (!prepared.ok) return prepared
  const { selected, destination, platforms } = prepared.value
  const { profiles, mayBeBuilt, wanted } = selected
  const context = { ...configured, destination }
  const engine = await context.engine()
  if (!engine.ok) return engine
  const patient = createPatient(context.patience ?? usualPatience, input.signal)
  if (input.isPushed === true) {
    const checked = await checkDestination(engine.value, patient, destination)
    if (!checked.ok) return checked
  }
  if (platforms.length > 0)
    return bakeElsewhere(context, engine.value, { selected, input, platforms, patient })

  const bases = await fetchBases(engine.value, profiles, { patient, isPullForced: input.isPullForced })
  if (!bases.ok) return bases
  const planned = await planOf(engine.value, profiles, bases.value.images)
  if (!planned.ok) return planned
  const isIdle =
    input.isPushed !== true && planned.value.every((layer) => whyBuild(layer, input).length === 0)
  const origins = isIdle ? new Map<string, Origin>() : await originsOf(profiles)
  const ends = await buildHere(context, engine.value, planned.value, { ...input, mayBeBuilt, origins })
  if (!ends.ok) return ends
  const built = ends.value

  const layers = [
    ...built,
    ...unreachable(profiles, bases.value.failures),
    ...(input.names.length === 0 ? refusedLayers(loaded.value) : []),
  ]
  for (const { layer, parent, fingerprint, end } of layers.slice(built.length)) {
    input.onUpdate?.({ kind: 'layer', layer, parent, fingerprint, state: end })
  }
  const pushed =
    input.isPushed === true
      ? await pushBuilt(
          engine.value,
          { layers, profiles, origins, destination, patient, wanted },
          { ...input, limit: context.concurrency },
        )
      : nothingPushed
  return ok({
    layers,
    ...pushed,
    warnings: [...bases.value.warnings, ...(loaded.value.warnings ?? []), ...warningsOf(profiles)],
    tookMs: Date.now() - begunAt,
  })
}

/** For the engine's own platform: by the engine itself, or by buildx where the engine can't do what is asked for. */
async function buildHere(
  context: ImagesContext,
  engine: Engine,
  planned: readonly PlannedLayer[],
  input: BuildProfilesInput & Pick<BuildOptions, 'mayBeBuilt' | 'origins'>,
): Promise<Result<readonly LayerResult[], ImageFailure>> {
  if (needsBuildx(input)) return bakeHere(context, engine, planned, input)
  const { destination, concurrency, proxy } = context
  const { cacheFrom, isPushed, ...options } = input
  return ok(
    await buildLayers(engine, planned, {
      ...options,
      limit: concurrency,
      ...(cacheFrom === undefined
        ? {}
        : { cacheFrom: (layer: string) => cacheSources(input, layer, destination) }),
      // With its steps named in it, what is pushed serves as a cache.
      ambientArgs: { ...proxy, ...(isPushed === true ? { BUILDKIT_INLINE_CACHE: '1' } : {}) },
      secrets: buildSecrets(context),
      personsSecrets: personsSecrets(context),
    }),
  )
}

interface Bases {
  readonly images: ReadonlyMap<string, Image>
  readonly failures: ReadonlyMap<string, ImageFailure>
  /** Those that are here, and whose registry could not be asked for newer ones. */
  readonly warnings: readonly string[]
}

/** Pulls the images from outside that aren't here (all, when that is forced). One that can't be had, and isn't here, stops only what stands on it. */
async function fetchBases(
  engine: Engine,
  profiles: readonly Profile[],
  { patient, isPullForced }: { readonly patient: Patient; readonly isPullForced: boolean | undefined },
): Promise<Result<Bases, ImageFailure>> {
  const failures = new Map<string, ImageFailure>()
  const warnings: string[] = []
  const here = await outsideImages(engine, profiles)
  if (!here.ok) return here
  const missing = [...outsideReferences(profiles)].filter(
    (reference) => isPullForced === true || !here.value.has(reference),
  )
  if (missing.length === 0) return ok({ images: here.value, failures, warnings })
  for (const reference of missing) {
    const pulled = await patient.attempt(reference, (signal, heard) => engine.pull(reference, heard, signal))
    if (pulled.ok) continue
    if (pulled.failure.reason === 'cancelled') return pulled
    if (here.value.has(reference))
      warnings.push(`${reference} could not be pulled: what stands on it stands on the one that is here`)
    else failures.set(reference, pulled.failure)
  }
  const images = await outsideImages(engine, profiles)
  return images.ok ? ok({ images: images.value, failures, warnings }) : images
}

/** Who asks for all is told of those that are none. */
const refusedLayers = ({ refused = new Map() }: Catalogue): readonly LayerResult[] =>
  [...refused].map(([layer, failure]) => ({
    ...{ layer, parent: undefined, image: imageNames(layer, '').latest, fingerprint: '' },
    end: { kind: 'failed', tookMs: 0, failure },
  }))

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
