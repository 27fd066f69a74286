import type { Engine } from '../engines/engine.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { bakeOptions } from './bake.ts'
import { bakeLayers } from './bake-layers.ts'
import { outsideByName } from './bake-platforms.ts'
import { type LayerResult, unchanged } from './build.ts'
import type { ImagesContext } from './context.ts'
import type { ImageFailure } from './image-failure.ts'
import type { BuildOptions } from './layer-state.ts'
import { originsOf } from './origins.ts'
import { type PlannedLayer, planLayers } from './plan.ts'
import { planOf } from './plan-build.ts'
import { warningsOf } from './profile.ts'
import { noteDigests, nothingPushed, tellLicences } from './push-built.ts'
import type { PushResult } from './push-state.ts'
import type { Selected } from './select.ts'
import { imageNames } from './tags.ts'
import { parentOf, updateOf } from './update-of.ts'
import type { BuildProfilesInput, BuildReport } from './verbs.ts'
import { whyBuild } from './why-build.ts'

type Input = BuildProfilesInput & Pick<BuildOptions, 'mayBeBuilt' | 'origins'>

/** Through buildx onto this engine, what isn't fresh: for its own platform, or for one other. */
export async function bakeHere(
  context: ImagesContext,
  engine: Engine,
  planned: readonly PlannedLayer[],
  input: Input & { readonly platforms?: readonly string[] | undefined },
): Promise<Result<readonly LayerResult[], ImageFailure>> {
  const wanted = planned.filter(({ layer }) => input.mayBeBuilt?.has(layer.profile.name) !== false)
  const origins = input.origins ?? new Map()
  const stale = wanted.filter((layer) => whyBuild(layer, input).length > 0)
  const built = new Set(stale.map(({ layer }) => layer.profile.name))
  // hal pushes what is here itself, as it does with every other image.
  const onEngine = { ...input, isPushed: false }
  const baked = await bakeLayers(
    engine,
    planned.map(({ layer }) => layer),
    {
      ...bakeOptions(context, onEngine, { built, platforms: input.platforms ?? [], origins }),
      onUpdate: input.onUpdate,
      signal: input.signal,
    },
  )
  if (!baked.ok) return baked
  const results: LayerResult[] = []
  for (const { layer, state } of planned) {
    const end =
      baked.value.ends.get(layer.profile.name) ??
      (state.kind === 'fresh' ? await unchanged(engine, layer, state.image) : undefined)
    if (end === undefined) continue
    if (!baked.value.ends.has(layer.profile.name)) input.onUpdate?.(updateOf(layer, end))
    results.push(resultOf({ layer }, end))
  }
  return ok(results)
}

/**
 * For platforms that aren't this engine's: with a push straight into the registry, all of them under one name; without one, onto this
 * engine, which has room for one.
 */
export async function bakeElsewhere(
  context: ImagesContext,
  engine: Engine,
  given: {
    readonly selected: Selected
    readonly input: BuildProfilesInput
    readonly platforms: readonly string[]
  },
): Promise<Result<BuildReport, ImageFailure>> {
  const { selected, input, platforms } = given
  const { profiles, mayBeBuilt } = selected
  const begunAt = Date.now()
  if (input.isPushed !== true && platforms.length > 1)
    return fail({ reason: 'platforms-need-push', platforms })
  const outside = outsideByName(profiles, platforms)
  const origins = await originsOf(profiles)
  const warnings = warningsOf(profiles)
  if (input.isPushed !== true) {
    const planned = await planOf(engine, profiles, outside)
    if (!planned.ok) return planned
    const here = { ...input, mayBeBuilt, platforms, origins }
    const built = await bakeHere(context, engine, planned.value, here)
    return built.ok
      ? ok({ layers: built.value, ...nothingPushed, warnings, tookMs: Date.now() - begunAt })
      : built
  }
  const layers = await planLayers(profiles, outside)
  const licences = tellLicences(
    [...mayBeBuilt].map((layer) => ({ layer })),
    profiles,
    input,
  )
  const baked = await bakeLayers(engine, layers, {
    ...bakeOptions(context, input, { built: mayBeBuilt, platforms, origins }),
    onUpdate: input.onUpdate,
    signal: input.signal,
  })
  if (!baked.ok) return baked
  const { ends, digests, tookMs } = baked.value
  const pushes = layers.flatMap(({ profile: { name: layer }, fingerprint }): readonly PushResult[] =>
    ends.has(layer)
      ? imageNames(layer, fingerprint, {
          ...context.destination,
          commit: origins.get(layer)?.commit,
        }).remote.map((reference) => ({
          ...{ layer, reference },
          end: { kind: 'pushed', digest: digests.get(layer), tookMs },
        }))
      : [],
  )
  const results = layers.flatMap((layer) => {
    const end = ends.get(layer.profile.name)
    return end === undefined ? [] : [resultOf({ layer }, end)]
  })
  const lock = await noteDigests(input.lockFile, results, pushes)
  return ok({ layers: results, pushes, licences, lock, warnings, tookMs: Date.now() - begunAt })
}

const resultOf = ({ layer }: Pick<PlannedLayer, 'layer'>, end: LayerResult['end']): LayerResult => ({
  layer: layer.profile.name,
  parent: parentOf(layer),
  image: layer.names.pinned,
  fingerprint: layer.fingerprint,
  end,
})
