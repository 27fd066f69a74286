import type { Engine, Image } from '../../engines/engine.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { ok } from '../../lib/result.ts'
import { missingIn } from '../labels.ts'
import type { BuildOptions, LayerEnd, LayerState } from '../layer-state.ts'
import type { Layer, PlannedLayer } from '../plan/plan.ts'
import { whyBuild } from '../plan/why-build.ts'
import { buildLayer } from './build-layer.ts'
import { longestWayFirst } from './longest-way-first.ts'
import { parentOf, updateOf } from './update-of.ts'

/** How one layer ended. `image` is its pinned name. */
export interface LayerResult {
  readonly layer: string
  readonly parent: string | undefined
  readonly image: string
  readonly fingerprint: string
  readonly end: LayerEnd
}

/**
 * Builds what isn't fresh, layers that don't stand on each other side by side. A fresh layer costs no build call. What fails stops only
 * the layers that stand on it. Answers for each layer, in the plan's order.
 */
export async function buildLayers(
  engine: Engine,
  plan: readonly PlannedLayer[],
  options: BuildOptions,
): Promise<readonly LayerResult[]> {
  const inTurn = options.inTurn ?? createLimiter(options.limit ?? 2)
  const ends = new Map<string, Promise<LayerEnd>>()

  const endOf = async ({ layer, state }: PlannedLayer): Promise<LayerEnd> => {
    const tell = (now: LayerState): void => options.onUpdate?.(updateOf(layer, now))
    if (state.kind === 'fresh' && whyBuild({ layer, state }, options).length === 0)
      return unchanged(engine, layer, state.image)
    const { name } = layer.profile
    if (options.mayBeBuilt?.has(name) === false) {
      if (state.kind === 'fresh') return unchanged(engine, layer, state.image)
      const failure = {
        ...({ reason: 'profile-not-built', profile: name, image: layer.names.pinned } as const),
        ...(state.kind === 'stale' && { isStale: true as const }),
      }
      return { kind: 'failed', tookMs: 0, failure }
    }
    const below = parentOf(layer)
    const belowEnd = below === undefined ? undefined : await ends.get(below)
    if (belowEnd?.kind === 'failed' || belowEnd?.kind === 'skipped') {
      return { kind: 'skipped', because: below ?? '' }
    }
    const incomplete = incompleteImage({ layer, state }, options)
    const isOwn = layer.profile.fetch.some(({ name: tool }) =>
      missingIn(incomplete?.labels ?? {}).includes(tool),
    )
    // What it is without is missing below it, and still is.
    if (incomplete !== undefined && belowEnd?.kind === 'unchanged' && !isOwn)
      return unchanged(engine, layer, incomplete)
    const end = await inTurn(() => buildLayer(engine, layer, { ...options, tell }))
    // Somebody allowed it to be without: what still can't be reached is no reason to have nothing.
    if (end.kind !== 'failed' || end.dispensable === undefined || incomplete === undefined) return end
    const left = await unchanged(engine, layer, incomplete)
    return left.kind === 'unchanged' ? { ...left, stillMissing: end.dispensable } : left
  }

  // First all in the plan's order, whatever comes to its end first.
  for (const { layer } of plan) options.onUpdate?.(updateOf(layer, { kind: 'waiting', on: parentOf(layer) }))
  for (const planned of longestWayFirst(plan, ({ layer }) => [layer.profile.name, parentOf(layer)])) {
    const end = endOf(planned).then((ended) => {
      options.onUpdate?.(updateOf(planned.layer, ended))
      return ended
    })
    ends.set(planned.layer.profile.name, end)
  }
  return Promise.all(
    plan.map(async ({ layer }) => {
      const end = await ends.get(layer.profile.name)
      if (end === undefined) throw new Error(`${layer.profile.name} has no end`)
      const { names, fingerprint } = layer
      return { layer: layer.profile.name, parent: parentOf(layer), image: names.pinned, fingerprint, end }
    }),
  )
}

/** The image that is what a build would make, but for tools that could not be reached then. */
function incompleteImage(
  planned: PlannedLayer,
  options: Pick<BuildOptions, 'isCacheDisabled' | 'uncached' | 'isMissingAllowed'>,
): Image | undefined {
  const [why] = whyBuild(planned, options)
  return planned.state.kind === 'fresh' && why?.reason === 'incomplete' ? planned.state.image : undefined
}

/** Nothing to build, but `latest` may name an older build: a change that was taken back. */
export async function unchanged(engine: Engine, layer: Layer, image: Image): Promise<LayerEnd> {
  const moved = image.references.includes(layer.names.latest)
    ? ok(undefined)
    : await engine.tag(layer.names.pinned, layer.names.latest)
  return moved.ok
    ? { kind: 'unchanged', sizeBytes: image.sizeBytes, missing: missingIn(image.labels) }
    : { kind: 'failed', tookMs: 0, failure: moved.failure }
}
