import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { LayerResult } from '../build/build.ts'
import type { BuildStep } from '../build/step-reader.ts'
import { parentOf, updateOf } from '../build/update-of.ts'
import { stepWords } from '../declare/dockerfile.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { BuildUpdate, LayerEnd, LayerState } from '../layer-state.ts'
import type { Layer } from '../plan/plan.ts'
import { type BakeOptions, bakeFile, bakeText, targetIds } from './bake-file.ts'

/** How a bake went. */
export interface Baked {
  /** By layer, of those that were built for their own sake. */
  readonly ends: ReadonlyMap<string, LayerEnd>
  /** Why not all of them are there. */
  readonly failure: ImageFailure | undefined
  readonly tookMs: number
}

/** What is found of a layer once buildx has ended. */
export interface Look {
  readonly tookMs: number
  /** As buildx says it, if it does. */
  readonly digest: string | undefined
  /** Whether buildx ended well. A layer may be there all the same: it brings one after the other. */
  readonly isWell: boolean
}

/**
 * Builds the layers that `options` names through buildx, in one go: it keeps their order itself. When one fails it gives up the others,
 * of which some may be there. A failure before anything has begun is the answer itself where `isAll` that there is to say.
 */
export async function bakeLayers(
  engine: Engine,
  layers: readonly Layer[],
  options: BakeOptions & {
    /** What secrets take from the environment. */
    readonly env: Readonly<Record<string, string>>
    /** How a layer that is there ended; `undefined`: it isn't. */
    readonly look: (layer: Layer, seen: Look) => Promise<Result<LayerEnd | undefined, ImageFailure>>
    readonly isAll: boolean
    readonly onUpdate?: ((update: BuildUpdate) => void) | undefined
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<Baked, ImageFailure>> {
  const begunAt = Date.now()
  const elapsedMs = (): number => Date.now() - begunAt
  const built = layers.filter(({ profile }) => options.built.has(profile.name))
  if (built.length === 0) return ok({ ends: new Map(), failure: undefined, tookMs: 0 })
  const tell = (layer: Layer, state: LayerState): void => options.onUpdate?.(updateOf(layer, state))
  const ids = targetIds(layers.map(({ profile }) => profile.name))
  const byId = new Map(built.map((layer) => [ids.get(layer.profile.name) ?? '', layer]))
  let hasBegun = false
  const onLine = (line: string): void => {
    const read = stepIn(line)
    if (read !== undefined && !hasBegun) {
      hasBegun = true
      for (const layer of built) tell(layer, { kind: 'building', step: undefined, elapsedMs: elapsedMs() })
    }
    const only = built.length === 1 ? built[0] : undefined
    const layer = byId.get(read?.target ?? '') ?? only
    if (read !== undefined && layer !== undefined)
      tell(layer, { kind: 'building', step: read.step, elapsedMs: elapsedMs() })
  }
  const spec = { file: bakeText(bakeFile(layers, options)), env: options.env }
  const baked = await engine.bake(spec, onLine, options.signal)
  const failure = baked.ok ? undefined : baked.failure
  if (failure !== undefined && !hasBegun && options.isAll) return fail(failure)
  const culprit = failure === undefined ? undefined : culpritOf(failure, layers, ids)
  const ends = new Map<string, LayerEnd>()
  for (const layer of built) {
    const { name } = layer.profile
    const digest = baked.ok ? baked.value[ids.get(name) ?? ''] : undefined
    const tookMs = elapsedMs()
    const looked = await options.look(layer, { tookMs, digest, isWell: baked.ok })
    const found = looked.ok ? looked.value : undefined
    const gone = {
      reason: 'no-such-image',
      image: layer.names.pinned,
      detail: 'built, and gone at once',
    } as const
    const end = found ?? endBy(failure ?? (looked.ok ? gone : looked.failure), name, { culprit, tookMs })
    ends.set(name, end)
    tell(layer, end)
  }
  return ok({ ends, failure, tookMs: elapsedMs() })
}

function endBy(
  failure: ImageFailure,
  layer: string,
  { culprit, tookMs }: { readonly culprit: string | undefined; readonly tookMs: number },
): LayerEnd {
  if (failure.reason === 'cancelled') return { kind: 'skipped', because: 'cancelled' }
  return culprit === undefined || culprit === layer
    ? { kind: 'failed', tookMs, failure }
    : { kind: 'skipped', because: culprit }
}

/** The layer whose step failed: of `[high hal-low 2/3]` it is low. */
function culpritOf(
  failure: ImageFailure,
  layers: readonly Layer[],
  ids: ReadonlyMap<string, string>,
): string | undefined {
  if (failure.reason !== 'build-failed') return undefined
  const words = /^\[([^\]]*)\]/.exec(failure.step)?.[1]?.split(' ') ?? []
  const names = layers.map(({ profile }) => profile.name)
  return (
    names.find((name) => words.includes(`hal-${name}`)) ?? names.find((name) => ids.get(name) === words[0])
  )
}

/** `#7 [base linux/amd64 hal-base 2/5] RUN …` → the target and its step. The target's name is left out where there is but one. */
export function stepIn(line: string): { readonly target: string; readonly step: BuildStep } | undefined {
  const [, words = '', number, of, name] = /^#\d+ \[(?:([^\]]*) )?(\d+)\/(\d+)\] (.+)$/.exec(line) ?? []
  if (name === undefined) return undefined
  const step = {
    number: Number(number),
    of: Number(of),
    name: stepWords(name.replaceAll(/ --mount=\S+/g, '')),
  }
  return { target: words.split(' ', 1)[0] ?? '', step }
}

export const resultOf = (layer: Layer, end: LayerResult['end']): LayerResult => ({
  layer: layer.profile.name,
  parent: parentOf(layer),
  image: layer.names.pinned,
  fingerprint: layer.fingerprint,
  end,
})
