import type { Engine, Image } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { type LayerResult, unchanged } from '../build/build.ts'
import { originsOf } from '../build/origins.ts'
import { bakeEnv } from '../build/secrets.ts'
import { parentOf, updateOf } from '../build/update-of.ts'
import type { ImagesContext } from '../context.ts'
import { warningsOf } from '../declare/profile.ts'
import type { Selected } from '../declare/select.ts'
import type { ImageFailure } from '../image-failure.ts'
import { missingIn } from '../labels.ts'
import type { BuildOptions, LayerEnd } from '../layer-state.ts'
import { outsideByName } from '../plan/bake-platforms.ts'
import { type Layer, type PlannedLayer, planLayers } from '../plan/plan.ts'
import { planOf } from '../plan/plan-build.ts'
import { whyBuild } from '../plan/why-build.ts'
import type { Patient } from '../push/patience.ts'
import { nothingPushed } from '../push/push-built.ts'
import type { BuildProfilesInput, BuildReport } from '../verbs.ts'
import { bakeOptions } from './bake.ts'
import { bakeAndPush } from './bake-and-push.ts'
import { bakeLayers, type Look, resultOf } from './bake-layers.ts'

type Input = BuildProfilesInput & Pick<BuildOptions, 'mayBeBuilt' | 'origins' | 'uncached'>

/** Through buildx onto this engine, what isn't fresh: for its own platform, or for one other. */
export async function bakeHere(
  context: ImagesContext,
  engine: Engine,
  planned: readonly PlannedLayer[],
  input: Input & { readonly platforms?: readonly string[] | undefined },
): Promise<Result<readonly LayerResult[], ImageFailure>> {
  const { platforms = [], origins = new Map() } = input
  const absent = absentOnes(planned, input.mayBeBuilt)
  const built = new Set<string>()
  const fresh = new Set<string>()
  for (const planning of planned) {
    const { name } = planning.layer.profile
    if (planning.state.kind === 'fresh') fresh.add(name)
    const isStale = whyBuild(planning, input).length > 0
    if (input.mayBeBuilt?.has(name) !== false && isStale && !absent.has(name)) built.add(name)
  }
  const look = async ({ profile, names }: Layer, { tookMs, isWell }: Look) => {
    // What was here before says nothing of a build that failed.
    if (!isWell && fresh.has(profile.name)) return ok(undefined)
    const image = await engine.image(names.pinned)
    if (!image.ok || image.value === undefined) return image as Result<undefined, ImageFailure>
    const { sizeBytes } = image.value
    return ok({ kind: 'done', tookMs, sizeBytes, deltaBytes: undefined, missing: [] } as const)
  }
  // hal pushes what is here itself, as it does with every other image.
  const onEngine = { ...input, isPushed: false }
  const baked = await bakeLayers(
    engine,
    planned.map(({ layer }) => layer),
    {
      ...bakeOptions(context, onEngine, { built, platforms, origins }),
      ...{ env: bakeEnv(context), look, isAll: true },
      ...{ onUpdate: input.onUpdate, signal: input.signal },
    },
  )
  if (!baked.ok) return baked
  if (baked.value.failure?.reason === 'cancelled') return fail(baked.value.failure)
  const results: LayerResult[] = []
  for (const { layer, state } of planned) {
    const { name } = layer.profile
    const made = baked.value.ends.get(name)
    const end =
      made ??
      absent.get(name) ??
      (state.kind === 'fresh' ? await leave(engine, layer, { image: state.image, platforms }) : undefined)
    if (end === undefined) continue
    if (made === undefined) input.onUpdate?.(updateOf(layer, end))
    results.push(resultOf(layer, end))
  }
  return ok(results)
}

/** What isn't there and may not be built, and what stands on it. */
function absentOnes(
  planned: readonly PlannedLayer[],
  mayBeBuilt: ReadonlySet<string> | undefined,
): ReadonlyMap<string, LayerEnd> {
  const absent = new Map<string, LayerEnd>()
  for (const { layer, state } of planned) {
    const { name: profile } = layer.profile
    const below = parentOf(layer)
    const failure = { reason: 'profile-not-built', profile, image: layer.names.pinned } as const
    if (below !== undefined && absent.has(below)) absent.set(profile, { kind: 'skipped', because: below })
    else if (mayBeBuilt?.has(profile) === false && state.kind !== 'fresh')
      absent.set(profile, { kind: 'failed', tookMs: 0, failure })
  }
  return absent
}

/** An image of another platform is nobody's `latest` here. */
const leave = async (
  engine: Engine,
  layer: Layer,
  { image, platforms }: { readonly image: Image; readonly platforms: readonly string[] },
): Promise<LayerEnd> =>
  platforms.length === 0
    ? unchanged(engine, layer, image)
    : { kind: 'unchanged', sizeBytes: image.sizeBytes, missing: missingIn(image.labels) }

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
  const { profiles, mayBeBuilt, wanted } = selected
  const begunAt = Date.now()
  const outside = outsideByName(profiles, platforms)
  const origins = await originsOf(profiles)
  const warnings = warningsOf(profiles)
  if (input.isPushed !== true) {
    const planned = await planOf(engine, profiles, outside)
    if (!planned.ok) return planned
    const here = { ...input, mayBeBuilt, platforms, origins, uncached: wanted }
    const built = await bakeHere(context, engine, planned.value, here)
    return built.ok
      ? ok({ layers: built.value, ...nothingPushed, warnings, tookMs: Date.now() - begunAt })
      : built
  }
  return bakeAndPush(context, engine, {
    ...{ input, platforms, wanted, profiles, origins, patient: given.patient },
    layers: await planLayers(profiles, outside),
  })
}
