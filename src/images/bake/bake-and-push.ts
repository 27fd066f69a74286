import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { bakeEnv } from '../build/secrets.ts'
import { updateOf } from '../build/update-of.ts'
import type { ImagesContext } from '../context.ts'
import { type Profile, warningsOf } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Origin } from '../labels.ts'
import type { Layer } from '../plan/plan.ts'
import { createPatient, type Patience, type Patient } from '../push/patience.ts'
import { noteDigests, tellLicences } from '../push/push-built.ts'
import { digestOfAll } from '../push/push-name.ts'
import type { PushEnd, PushResult } from '../push-state.ts'
import type { BuildProfilesInput, BuildReport } from '../verbs.ts'
import { bakeOptions, remoteNames } from './bake.ts'
import { bakeLayers, type Look, resultOf } from './bake-layers.ts'
import { nameThere, upByFingerprint } from './name-there.ts'

interface Push {
  readonly input: BuildProfilesInput
  readonly platforms: readonly string[]
  readonly profiles: readonly Profile[]
  readonly wanted: ReadonlySet<string>
  readonly origins: ReadonlyMap<string, Origin>
  readonly layers: readonly Layer[]
  readonly patient: Patient
}

/** What the registry has by its fingerprint's name is not built; what isn't there goes there by that name. The other names follow it. */
export async function bakeAndPush(
  context: ImagesContext,
  engine: Engine,
  { input, platforms, profiles, wanted, origins, layers, patient }: Push,
): Promise<Result<BuildReport, ImageFailure>> {
  const begunAt = Date.now()
  const asked = layers
    .filter(({ profile }) => wanted.has(profile.name))
    .map((layer) => {
      const [pinned = '', ...others] = remoteNames(layer, { destination: context.destination, origins })
      return { layer, name: layer.profile.name, pinned, others }
    })
  const there = await upByFingerprint({ engine, patient }, asked)
  if (!there.ok) return there
  const digests = new Map(there.value)
  const built = new Set(asked.map(({ name }) => name).filter((name) => !there.value.has(name)))
  const licences = tellLicences(
    [...built].map((layer) => ({ layer })),
    profiles,
    input,
  )
  for (const { layer, name } of asked)
    if (there.value.has(name)) input.onUpdate?.(updateOf(layer, unchangedThere))
  const look = async (layer: Layer, { tookMs, digest: said, isWell }: Look) => {
    const { name } = layer.profile
    const { pinned = '' } = asked.find((one) => one.name === name) ?? {}
    // A build that was cancelled may have brought something, too.
    const asking = { engine, patient: isWell ? patient : createPatient(hasty) }
    const up = await digestOfAll(asking, [pinned])
    if (!up.ok) return up
    const digest = up.value ?? said
    if (digest === undefined) return ok(undefined)
    digests.set(name, digest)
    return ok({ kind: 'baked', tookMs, platforms } as const)
  }
  const baked = await bakeLayers(engine, layers, {
    ...bakeOptions(context, input, { built, platforms, origins }),
    ...{ env: bakeEnv(context), look, isAll: there.value.size === 0 },
    ...{ onUpdate: input.onUpdate, signal: input.signal },
  })
  if (!baked.ok) return baked
  const { ends, failure, tookMs } = baked.value
  if (failure?.reason === 'cancelled' && digests.size === 0) return fail(failure)
  const pushes: PushResult[] = []
  for (const { name, pinned, others } of asked) {
    const digest = digests.get(name)
    if (digest === undefined) continue
    const tell: Parameters<typeof nameThere>[0]['tell'] = (reference, state) =>
      input.onUpdate?.({ kind: 'push', layer: name, reference, state })
    const end: PushEnd = there.value.has(name)
      ? { kind: 'there', digest }
      : { kind: 'pushed', digest, tookMs }
    tell(pinned, end)
    pushes.push({ layer: name, reference: pinned, end })
    pushes.push(...(await nameThere({ engine, patient, tell }, { layer: name, pinned, digest }, others)))
  }
  const results = asked.flatMap(({ layer, name }) => {
    const end = there.value.has(name) ? unchangedThere : ends.get(name)
    return end === undefined ? [] : [resultOf(layer, end)]
  })
  const lock = await noteDigests(input.lockFile, results, pushes)
  const warnings = warningsOf(profiles)
  return ok({ layers: results, pushes, licences, lock, warnings, tookMs: Date.now() - begunAt })
}

/** Whoever cancelled doesn't wait for long. */
const hasty: Patience = { pausesMs: [], silenceMs: 5_000 }

const unchangedThere = { kind: 'unchanged', sizeBytes: undefined, missing: [] } as const
