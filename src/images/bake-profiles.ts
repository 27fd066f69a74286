import type { Engine } from '../engines/engine.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import { bakeOptions } from './bake.ts'
import { bakeLayers } from './bake-layers.ts'
import { outsideByName } from './bake-platforms.ts'
import { type LayerResult, unchanged } from './build.ts'
import type { ImagesContext } from './context.ts'
import type { ImageFailure } from './image-failure.ts'
import type { Origin } from './labels.ts'
import type { BuildOptions } from './layer-state.ts'
import { originsOf } from './origins.ts'
import type { Patient } from './patience.ts'
import { type Layer, type PlannedLayer, planLayers } from './plan.ts'
import { planOf } from './plan-build.ts'
import { type Profile, warningsOf } from './profile.ts'
import { noteDigests, nothingPushed, tellLicences } from './push-built.ts'
import { digestOfAll } from './push-name.ts'
import type { PushEnd, PushResult } from './push-state.ts'
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
    readonly patient: Patient
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
  return bakeAndPush(context, engine, {
    ...{ input, platforms, mayBeBuilt, profiles, origins, patient: given.patient },
    layers: await planLayers(profiles, outside),
  })
}

interface Push {
  readonly input: BuildProfilesInput
  readonly platforms: readonly string[]
  readonly profiles: readonly Profile[]
  readonly mayBeBuilt: ReadonlySet<string>
  readonly origins: ReadonlyMap<string, Origin>
  readonly layers: readonly Layer[]
  readonly patient: Patient
}

async function bakeAndPush(
  context: ImagesContext,
  engine: Engine,
  { input, platforms, profiles, mayBeBuilt, origins, layers, patient }: Push,
): Promise<Result<BuildReport, ImageFailure>> {
  const begunAt = Date.now()
  const wanted = layers.filter(({ profile: { name } }) => mayBeBuilt.has(name))
  const remoteOf = ({ profile: { name }, fingerprint }: Layer): readonly string[] =>
    imageNames(name, fingerprint, { ...context.destination, commit: origins.get(name)?.commit }).remote
  const there = await upAlready(wanted, {
    engine,
    patient,
    remoteOf,
    isAsked: input.isCacheDisabled !== true,
  })
  if (!there.ok) return there
  const built = new Set([...mayBeBuilt].filter((name) => !there.value.has(name)))
  const licences = tellLicences(
    [...built].map((layer) => ({ layer })),
    profiles,
    input,
  )
  for (const layer of wanted)
    if (there.value.has(layer.profile.name)) input.onUpdate?.(updateOf(layer, unchangedThere))
  const baked = await bakeLayers(engine, layers, {
    ...bakeOptions(context, input, { built, platforms, origins }),
    onUpdate: input.onUpdate,
    signal: input.signal,
  })
  if (!baked.ok) return baked
  const { ends, digests, tookMs } = baked.value
  const pushes = wanted.flatMap((layer): readonly PushResult[] => {
    const { name } = layer.profile
    const digest = there.value.get(name)
    const end: PushEnd | undefined =
      digest === undefined ? { kind: 'pushed', digest: digests.get(name), tookMs } : { kind: 'there', digest }
    return remoteOf(layer).map((reference) => ({ layer: name, reference, end }))
  })
  const results = wanted.flatMap((layer) => {
    const { name } = layer.profile
    const end = there.value.has(name) ? unchangedThere : ends.get(name)
    return end === undefined ? [] : [resultOf({ layer }, end)]
  })
  for (const { layer, reference, end } of pushes)
    input.onUpdate?.({ kind: 'push', layer, reference, state: end })
  const lock = await noteDigests(input.lockFile, results, pushes)
  const warnings = warningsOf(profiles)
  return ok({ layers: results, pushes, licences, lock, warnings, tookMs: Date.now() - begunAt })
}

const unchangedThere = { kind: 'unchanged', sizeBytes: undefined, missing: [] } as const

/** By layer, the digest of what the registry has by all of its names: what is there is not built again. */
async function upAlready(
  layers: readonly Layer[],
  asking: {
    readonly engine: Engine
    readonly patient: Patient
    readonly remoteOf: (layer: Layer) => readonly string[]
    readonly isAsked: boolean
  },
): Promise<Result<ReadonlyMap<string, string>, ImageFailure>> {
  const found = new Map<string, string>()
  if (!asking.isAsked) return ok(found)
  for (const layer of layers) {
    const digest = await digestOfAll(asking, asking.remoteOf(layer))
    if (!digest.ok) return digest
    if (digest.value !== undefined) found.set(layer.profile.name, digest.value)
  }
  return ok(found)
}

const resultOf = ({ layer }: Pick<PlannedLayer, 'layer'>, end: LayerResult['end']): LayerResult => ({
  layer: layer.profile.name,
  parent: parentOf(layer),
  image: layer.names.pinned,
  fingerprint: layer.fingerprint,
  end,
})
