import type { Engine } from '../engines/engine.ts'
import { createLimiter } from '../lib/limiter.ts'
import { ok, type Result } from '../lib/result.ts'
import { bakeElsewhere, bakeHere } from './bake/bake-profiles.ts'
import { buildLayers, type LayerResult } from './build/build.ts'
import { buildAsBasesCome } from './build/build-as-bases-come.ts'
import { cacheSources, needsBuildx } from './build/caches.ts'
import { originsOf } from './build/origins.ts'
import { buildSecrets, personsSecrets } from './build/secrets.ts'
import type { ImagesContext } from './context.ts'
import type { Catalogue } from './declare/catalogue.ts'
import { warningsOf } from './declare/profile.ts'
import type { ImageFailure } from './image-failure.ts'
import type { Origin } from './labels.ts'
import type { BuildOptions } from './layer-state.ts'
import type { PlannedLayer } from './plan/plan.ts'
import { whyBuild } from './plan/why-build.ts'
import { prepareBuild } from './prepare-build.ts'
import { checkDestination } from './push/destination.ts'
import { createPatient, usualPatience } from './push/patience.ts'
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
  const inTurn = createLimiter(context.concurrency)
  const patient = createPatient(context.patience ?? usualPatience, input.signal)
  if (input.isPushed === true) {
    const checked = await checkDestination(engine.value, patient, destination)
    if (!checked.ok) return checked
  }
  if (platforms.length > 0)
    return bakeElsewhere(context, engine.value, { selected, input, platforms, patient })

  let asked: ReturnType<typeof originsOf> | undefined
  const origins = () => {
    asked ??= originsOf(profiles)
    return asked
  }
  const built = await buildAsBasesCome(engine.value, profiles, {
    ...{ ...input, patient, isTogether: needsBuildx(input) },
    build: async (planned) => {
      const isIdle =
        input.isPushed !== true &&
        planned.every((layer) => whyBuild(layer, { ...input, uncached: wanted }).length === 0)
      const from = isIdle ? new Map<string, Origin>() : await origins()
      return buildHere(context, engine.value, planned, {
        ...{ ...input, mayBeBuilt, origins: from, inTurn, uncached: wanted },
      })
    },
  })
  if (!built.ok) return built
  const refused = input.names.length === 0 ? refusedLayers(loaded.value) : []
  for (const { layer, parent, fingerprint, end } of refused)
    input.onUpdate?.({ kind: 'layer', layer, parent, fingerprint, state: end })
  const layers = [...built.value.layers, ...refused]
  const pushed =
    input.isPushed === true
      ? await pushBuilt(
          engine.value,
          { layers, profiles, origins: await origins(), destination, patient, wanted },
          { ...input, limit: context.concurrency },
        )
      : nothingPushed
  return ok({
    layers,
    ...pushed,
    warnings: [...built.value.warnings, ...(loaded.value.warnings ?? []), ...warningsOf(profiles)],
    tookMs: Date.now() - begunAt,
  })
}

/** For the engine's own platform: by the engine itself, or by buildx where the engine can't do what is asked for. */
async function buildHere(
  context: ImagesContext,
  engine: Engine,
  planned: readonly PlannedLayer[],
  input: BuildProfilesInput & Pick<BuildOptions, 'mayBeBuilt' | 'origins' | 'inTurn' | 'uncached'>,
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

/** Who asks for all is told of those that are none. */
const refusedLayers = ({ refused = new Map() }: Catalogue): readonly LayerResult[] =>
  [...refused].map(([layer, failure]) => ({
    ...{ layer, parent: undefined, image: imageNames(layer, '').latest, fingerprint: '' },
    end: { kind: 'failed', tookMs: 0, failure },
  }))
