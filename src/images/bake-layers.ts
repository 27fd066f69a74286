import type { Engine } from '../engines/engine.ts'
import { ok, type Result } from '../lib/result.ts'
import { type BakeOptions, bakeFile, bakeText, targetIds } from './bake-file.ts'
import { stepWords } from './dockerfile.ts'
import type { ImageFailure } from './image-failure.ts'
import type { BuildUpdate, LayerEnd, LayerState } from './layer-state.ts'
import type { Layer } from './plan.ts'
import type { BuildStep } from './step-reader.ts'
import { updateOf } from './update-of.ts'

/** How a bake went. */
export interface Baked {
  /** By layer, of those that were built for their own sake. */
  readonly ends: ReadonlyMap<string, LayerEnd>
  /** By layer, where it went to a registry. */
  readonly digests: ReadonlyMap<string, string>
  readonly tookMs: number
}

/** Builds the layers that `options` names through buildx, in one go: it keeps their order itself. All of them fail together. */
export async function bakeLayers(
  engine: Engine,
  layers: readonly Layer[],
  options: BakeOptions & {
    readonly onUpdate?: ((update: BuildUpdate) => void) | undefined
    readonly signal?: AbortSignal | undefined
  },
): Promise<Result<Baked, ImageFailure>> {
  const begunAt = Date.now()
  const elapsedMs = (): number => Date.now() - begunAt
  const built = layers.filter(({ profile }) => options.built.has(profile.name))
  if (built.length === 0) return ok({ ends: new Map(), digests: new Map(), tookMs: 0 })
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
  const baked = await engine.bake(bakeText(bakeFile(layers, options)), onLine, options.signal)
  if (!baked.ok) {
    if (hasBegun) for (const layer of built) tell(layer, { kind: 'skipped', because: 'cancelled' })
    return baked
  }
  const ends = new Map<string, LayerEnd>()
  for (const layer of built) {
    const end = await endOf(engine, layer, { options, tookMs: elapsedMs() })
    if (!end.ok) return end
    ends.set(layer.profile.name, end.value)
    tell(layer, end.value)
  }
  const digests = new Map(
    built.flatMap(({ profile: { name } }) => {
      const digest = baked.value[ids.get(name) ?? '']
      return digest === undefined ? [] : [[name, digest] as const]
    }),
  )
  return ok({ ends, digests, tookMs: elapsedMs() })
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

/** What isn't sent to a registry is on this engine now. */
async function endOf(
  engine: Engine,
  layer: Layer,
  { options, tookMs }: { readonly options: BakeOptions; readonly tookMs: number },
): Promise<Result<LayerEnd, ImageFailure>> {
  if (options.output !== 'type=docker') return ok({ kind: 'baked', tookMs, platforms: options.platforms })
  const image = await engine.image(layer.names.pinned)
  if (!image.ok) return image
  const sizeBytes = image.value?.sizeBytes ?? 0
  return ok({ kind: 'done', tookMs, sizeBytes, deltaBytes: undefined, missing: [] })
}
