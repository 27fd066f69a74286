import type { Engine, PullProgress } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { BuildUpdate } from '../layer-state.ts'
import { nothing, outsideImages, outsideReferences, type PlannedLayer, rootReference } from '../plan/plan.ts'
import { planOf } from '../plan/plan-build.ts'
import type { Patient } from '../push/patience.ts'
import { imageNames } from '../tags.ts'
import type { LayerResult } from './build.ts'

interface Input {
  readonly patient: Patient
  readonly isPullForced?: boolean | undefined
  /** All are built by one call, once all is here. */
  readonly isTogether: boolean
  readonly build: (planned: readonly PlannedLayer[]) => Promise<Result<readonly LayerResult[], ImageFailure>>
  readonly onUpdate?: ((update: BuildUpdate) => void) | undefined
}

interface Built {
  /** In the order of the profiles. */
  readonly layers: readonly LayerResult[]
  /** Images from outside that are here, and whose registry could not be asked for newer ones. */
  readonly warnings: readonly string[]
}

/**
 * Pulls the images from outside that aren't here (all, when that is forced), and builds what stands on each as soon as it is: what stands
 * on others doesn't wait for it. One that can't be had, and isn't here, stops only what stands on it.
 */
export async function buildAsBasesCome(
  engine: Engine,
  profiles: readonly Profile[],
  { patient, isPullForced, isTogether, build, onUpdate }: Input,
): Promise<Result<Built, ImageFailure>> {
  const here = await outsideImages(engine, profiles)
  if (!here.ok) return here
  const missing = [...outsideReferences(profiles)].filter(
    (reference) => !here.value.has(reference) || (isPullForced === true && reference !== nothing),
  )
  const warnings: string[] = []
  const lost = new Set<string>()
  const standingOn = (reference: string) =>
    profiles.filter((profile) => rootReference(profile, profiles) === reference)
  const made = async (some: readonly Profile[]) => {
    if (some.length === 0) return ok([])
    const planned = await planOf(engine, some)
    return planned.ok ? build(planned.value) : planned
  }
  const pull = async (reference: string): Promise<Result<readonly LayerResult[], ImageFailure>> => {
    const tell = (progress: PullProgress | undefined): void => {
      for (const { name, parent } of profiles)
        if (parent.kind === 'image' && parent.reference === reference)
          onUpdate?.(update(name, undefined, { kind: 'pulling', reference, progress }))
    }
    let toldMegabytes = -1
    tell(undefined)
    const pulled = await patient.attempt(reference, (signal, heard) =>
      engine.pull(
        reference,
        (progress) => {
          heard()
          const megabytes = Math.floor(progress.doneBytes / 1024 ** 2)
          if (megabytes === toldMegabytes || progress.totalBytes === 0) return
          toldMegabytes = megabytes
          tell(progress)
        },
        signal,
      ),
    )
    if (!pulled.ok && (pulled.failure.reason === 'cancelled' || !here.value.has(reference))) {
      lost.add(reference)
      const ends = standingOn(reference).map((profile) => unreachable(profile, pulled.failure))
      for (const { layer, parent, end } of ends) onUpdate?.(update(layer, parent, end))
      return ok(ends)
    }
    if (!pulled.ok)
      warnings.push(`${reference} could not be pulled: what stands on it stands on the one that is here`)
    return isTogether ? ok([]) : made(standingOn(reference))
  }

  // Each has its row from the beginning, in the profiles' order.
  if (missing.length > 0)
    for (const { name, parent } of profiles) {
      const on = parent.kind === 'profile' ? parent.name : undefined
      onUpdate?.(update(name, on, { kind: 'waiting', on }))
    }
  const ready = profiles.filter((profile) => !missing.includes(rootReference(profile, profiles)))
  const results = await Promise.all([isTogether ? ok([]) : made(ready), ...missing.map(pull)])
  if (isTogether)
    results.push(await made(profiles.filter((profile) => !lost.has(rootReference(profile, profiles)))))
  const failed = results.find((result) => !result.ok)
  if (failed !== undefined) return failed
  const ends = new Map(
    results.flatMap((result) => (result.ok ? result.value.map((end) => [end.layer, end] as const) : [])),
  )
  return ok({ layers: profiles.flatMap(({ name }) => ends.get(name) ?? []), warnings })
}

const update = (layer: string, parent: string | undefined, state: BuildUpdate['state']): BuildUpdate => ({
  ...{ kind: 'layer', layer, parent, fingerprint: '', state },
})

/** The end of a layer that could not even be planned, since the image it stands on can't be had. */
function unreachable({ name: layer, parent }: Profile, failure: ImageFailure): LayerResult {
  const below = parent.kind === 'profile' ? parent.name : undefined
  const result = { layer, parent: below, image: imageNames(layer, '').latest, fingerprint: '' }
  return below === undefined
    ? { ...result, end: { kind: 'failed', tookMs: 0, failure } }
    : { ...result, end: { kind: 'skipped', because: below } }
}
