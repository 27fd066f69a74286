import type { BuildEvent, Engine, Image } from '../engines/engine.ts'
import { createLimiter } from '../lib/limiter.ts'
import { ok, type Result } from '../lib/result.ts'
import { formatInputs } from './fingerprint.ts'
import type { ImageFailure } from './image-failure.ts'
import { profileImageLabels } from './labels.ts'
import type { Layer, PlannedLayer } from './plan.ts'
import { type BuildStep, createStepReader } from './step-reader.ts'

/** One change of one layer, for a face to draw. Each layer's last update is its end. */
export interface BuildUpdate {
  readonly kind: 'layer'
  readonly layer: string
  /** The profile below it, if any. */
  readonly parent: string | undefined
  readonly fingerprint: string
  readonly state: LayerState
}

/**
 *   unchanged
 *   waiting → building → done | failed
 *         └──────────────────→ skipped      (what it stands on failed, or the build was cancelled)
 */
export type LayerState =
  | { readonly kind: 'waiting'; readonly on: string | undefined }
  | { readonly kind: 'building'; readonly step: BuildStep | undefined; readonly elapsedMs: number }
  | LayerEnd

export type LayerEnd =
  | { readonly kind: 'unchanged'; readonly sizeBytes: number }
  | {
      readonly kind: 'done'
      readonly tookMs: number
      readonly sizeBytes: number
      /** What it adds to the image it stands on. */
      readonly deltaBytes: number | undefined
    }
  | { readonly kind: 'failed'; readonly tookMs: number; readonly failure: ImageFailure }
  | { readonly kind: 'skipped'; readonly because: string }

/** How one layer ended. `image` is its pinned name. */
export interface LayerResult {
  readonly layer: string
  readonly parent: string | undefined
  readonly image: string
  readonly fingerprint: string
  readonly end: LayerEnd
}

export interface BuildOptions {
  readonly isCacheDisabled?: boolean | undefined
  /** Build args for every layer that no fingerprint counts: proxies. */
  readonly ambientArgs?: Readonly<Record<string, string>> | undefined
  /** BuildKit secrets by id, for the steps that mount them. */
  readonly secrets?: Readonly<Record<string, Buffer>> | undefined
  /** Layers built at once; 2 when not given. */
  readonly limit?: number | undefined
  readonly onUpdate?: ((update: BuildUpdate) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * Builds what isn't fresh, layers that don't stand on each other side by side. A fresh layer costs no build call. What fails stops only
 * the layers that stand on it. Answers for each layer, in the plan's order.
 */
export async function buildLayers(
  engine: Engine,
  plan: readonly PlannedLayer[],
  options: BuildOptions = {},
): Promise<readonly LayerResult[]> {
  const inTurn = createLimiter(options.limit ?? 2)
  const ends = new Map<string, Promise<LayerEnd>>()

  const endOf = async ({ layer, state }: PlannedLayer): Promise<LayerEnd> => {
    const tell = (now: LayerState): void => options.onUpdate?.(updateOf(layer, now))
    const isFresh = state.kind === 'fresh' && options.isCacheDisabled !== true
    if (isFresh) return unchanged(engine, layer, state.image)
    const below = parentOf(layer)
    tell({ kind: 'waiting', on: below })
    const belowEnd = below === undefined ? undefined : await ends.get(below)
    if (belowEnd?.kind === 'failed' || belowEnd?.kind === 'skipped') {
      return { kind: 'skipped', because: below ?? '' }
    }
    return inTurn(() => buildLayer(engine, layer, { ...options, tell }))
  }

  for (const planned of plan) {
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

async function buildLayer(
  engine: Engine,
  layer: Layer,
  options: BuildOptions & { readonly tell: (state: LayerState) => void },
): Promise<LayerEnd> {
  if (options.signal?.aborted) return { kind: 'skipped', because: 'cancelled' }
  const begunAt = Date.now()
  const elapsedMs = (): number => Date.now() - begunAt
  const readStep = createStepReader()
  const onEvent = (event: BuildEvent): void => {
    const step = readStep(event)
    if (step !== undefined) options.tell({ kind: 'building', step, elapsedMs: elapsedMs() })
  }
  options.tell({ kind: 'building', step: undefined, elapsedMs: 0 })
  const built = await buildImage(engine, layer, { ...options, onEvent })
  if (!built.ok) return { kind: 'failed', tookMs: elapsedMs(), failure: built.failure }
  const below = await engine.image(layer.parentImage)
  const belowBytes = below.ok ? below.value?.sizeBytes : undefined
  const { sizeBytes } = built.value
  const deltaBytes = belowBytes === undefined ? undefined : sizeBytes - belowBytes
  return { kind: 'done', tookMs: elapsedMs(), sizeBytes, deltaBytes }
}

async function buildImage(
  engine: Engine,
  layer: Layer,
  options: BuildOptions & { readonly onEvent: (event: BuildEvent) => void },
): Promise<Result<Image, ImageFailure>> {
  const { profile, names } = layer
  return engine.build(
    {
      contextDir: profile.dir,
      dockerfile: profile.dockerfile,
      tags: [names.pinned, names.latest],
      labels: profileImageLabels({
        ...profile,
        fingerprint: layer.fingerprint,
        inputs: formatInputs(layer.inputs),
        parentImage: layer.parentImage,
        createdAt: new Date(),
      }),
      args: { ...options.ambientArgs, ...profile.args, PARENT: layer.parentImage },
      ...(profile.target === undefined ? {} : { target: profile.target }),
      ...(options.isCacheDisabled === true ? { isCacheDisabled: true } : {}),
      ...(options.secrets === undefined ? {} : { secrets: options.secrets }),
    },
    options.onEvent,
    options.signal,
  )
}

/** Nothing to build, but `latest` may name an older build: a change that was taken back. */
async function unchanged(engine: Engine, layer: Layer, image: Image): Promise<LayerEnd> {
  const moved = image.references.includes(layer.names.latest)
    ? ok(undefined)
    : await engine.tag(layer.names.pinned, layer.names.latest)
  return moved.ok
    ? { kind: 'unchanged', sizeBytes: image.sizeBytes }
    : { kind: 'failed', tookMs: 0, failure: moved.failure }
}

const parentOf = (layer: Layer): string | undefined =>
  layer.profile.parent.kind === 'profile' ? layer.profile.parent.name : undefined

const updateOf = (layer: Layer, state: LayerState): BuildUpdate => ({
  kind: 'layer',
  layer: layer.profile.name,
  parent: parentOf(layer),
  fingerprint: layer.fingerprint,
  state,
})
