import type { BuildEvent, Engine, Image, Labels } from '../../engines/engine.ts'
import type { Result } from '../../lib/result.ts'
import {
  fetchedBy,
  generatedDockerfile,
  stepWords,
  unreachedStatus,
  withoutTools,
} from '../declare/dockerfile.ts'
import type { ImageFailure } from '../image-failure.ts'
import { missingIn, profileImageLabels } from '../labels.ts'
import type { BuildOptions, LayerEnd, LayerState } from '../layer-state.ts'
import { formatInputs } from '../plan/fingerprint.ts'
import { formatParts, layerParts } from '../plan/parts.ts'
import type { Layer } from '../plan/plan.ts'
import { createStepReader } from './step-reader.ts'

type Telling = BuildOptions & { readonly tell: (state: LayerState) => void }

/** Builds one layer, and with `isMissingAllowed` again without each optional tool that can't be reached. */
export async function buildLayer(engine: Engine, layer: Layer, options: Telling): Promise<LayerEnd> {
  if (options.signal?.aborted) return { kind: 'skipped', because: 'cancelled' }
  const begunAt = Date.now()
  const elapsedMs = (): number => Date.now() - begunAt
  const readStep = createStepReader()
  const onEvent = (event: BuildEvent): void => {
    const step = readStep(event)
    if (step !== undefined) options.tell({ kind: 'building', step, elapsedMs: elapsedMs() })
  }
  options.tell({ kind: 'building', step: undefined, elapsedMs: 0 })
  const found = await engine.image(layer.parentImage)
  const below = found.ok ? found.value : undefined
  const leftOut: string[] = []
  for (;;) {
    const missing = [...new Set([...missingIn(below?.labels ?? {}), ...leftOut])]
    const built = await buildImage(engine, layer, {
      ...{ ...options, onEvent, leftOut, missing },
      inherited: below?.labels ?? {},
    })
    if (built.ok) {
      const { sizeBytes } = built.value
      const deltaBytes = below === undefined ? undefined : sizeBytes - below.sizeBytes
      return { kind: 'done', tookMs: elapsedMs(), sizeBytes, deltaBytes, missing }
    }
    const dispensable = unreachedTool(layer, built.failure)
    if (dispensable === undefined || leftOut.includes(dispensable) || options.isMissingAllowed !== true)
      return { kind: 'failed', tookMs: elapsedMs(), failure: plain(built.failure), dispensable }
    leftOut.push(dispensable)
  }
}

/** The optional tool whose address could not be reached. */
function unreachedTool({ profile }: Layer, failure: ImageFailure): string | undefined {
  if (failure.reason !== 'build-failed' || failure.exitCode !== unreachedStatus) return undefined
  const tool = fetchedBy(failure.step)
  return profile.fetch.find(({ name, isOptional }) => isOptional && name === tool)?.name
}

const plain = (failure: ImageFailure): ImageFailure =>
  failure.reason === 'build-failed' ? { ...failure, step: stepWords(failure.step) } : failure

interface ImageBuild extends BuildOptions {
  readonly onEvent: (event: BuildEvent) => void
  readonly leftOut: readonly string[]
  readonly missing: readonly string[]
  readonly inherited: Labels
}

function buildImage(engine: Engine, layer: Layer, options: ImageBuild): Promise<Result<Image, ImageFailure>> {
  const { profile, names } = layer
  const origin = options.origins.get(profile.name)
  if (origin === undefined) throw new Error(`nobody asked where ${profile.name} is from`)
  const generated = Object.entries(profile.generated).map(([path, text]) => [
    path,
    path === generatedDockerfile ? withoutTools(text, options.leftOut) : text,
  ])
  return engine.build(
    {
      contextDir: profile.dir,
      dockerfile: profile.dockerfile,
      generated: Object.fromEntries(generated),
      tags: [names.pinned, names.latest],
      labels: profileImageLabels({
        ...profile,
        fingerprint: layer.fingerprint,
        inputs: formatInputs(layer.inputs),
        parts: formatParts(layerParts(layer)),
        parentImage: layer.parentImage,
        missing: options.missing,
        createdAt: new Date(),
        origin,
        inherited: options.inherited,
      }),
      args: { ...options.ambientArgs, ...profile.args, PARENT: layer.parentImage },
      ...(profile.target === undefined ? {} : { target: profile.target }),
      ...(options.isCacheDisabled === true && options.uncached?.has(profile.name) !== false
        ? { isCacheDisabled: true }
        : {}),
      ...(options.cacheFrom === undefined ? {} : { cacheFrom: options.cacheFrom(profile.name) }),
      secrets: { ...(profile.isPersons === true ? options.personsSecrets : {}), ...options.secrets },
    },
    options.onEvent,
    options.signal,
  )
}
