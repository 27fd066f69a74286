import type { Engine } from '../../engines/engine.ts'
import type { LayerResult } from '../build/build.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Origin } from '../labels.ts'
import { isUp, type PushResult, type PushUpdate } from '../push-state.ts'
import { type Destination, imageNames, isCommitName } from '../tags.ts'
import { type LicenceUpdate, type LicensedTool, licencesIn, type PushedLayer } from './licences.ts'
import { type LockedImages, writeLock } from './lock.ts'
import type { Patient } from './patience.ts'
import { pushImages } from './push.ts'

/** What came of `--push`. */
export interface PushReport {
  readonly pushes: readonly PushResult[]
  /** What of it is its makers'. */
  readonly licences: readonly LicensedTool[]
  /** The file with the digests; `undefined` where nothing is up. */
  readonly lock: { readonly file: string; readonly failure: ImageFailure | undefined } | undefined
}

export const nothingPushed: PushReport = { pushes: [], licences: [], lock: undefined }

/** Of what was asked for, pushes what is there to be pushed, and writes down the digests of what is up. */
export async function pushBuilt(
  engine: Engine,
  built: {
    readonly layers: readonly LayerResult[]
    readonly profiles: readonly Profile[]
    readonly origins: ReadonlyMap<string, Origin>
    readonly destination: Destination
    readonly patient: Patient
    /** Those that were asked for. */
    readonly wanted: ReadonlySet<string>
  },
  input: {
    readonly limit: number
    readonly lockFile?: string | undefined
    readonly onUpdate?: ((update: PushUpdate | LicenceUpdate) => void) | undefined
  },
): Promise<PushReport> {
  const { layers, profiles, origins, destination, patient } = built
  const wanted = layers
    .filter(({ layer }) => built.wanted.has(layer))
    .filter(({ end }) => end.kind === 'done' || end.kind === 'unchanged')
  const licences = tellLicences(wanted, profiles, input)
  const pushes = await pushImages(
    engine,
    wanted.map(({ layer, image, fingerprint }) => {
      const { commit } = origins.get(layer) ?? {}
      return {
        layer,
        image,
        fingerprint,
        remote: imageNames(layer, fingerprint, { ...destination, commit }).remote,
      }
    }),
    { limit: input.limit, patient, onUpdate: input.onUpdate },
  )
  return { pushes, licences, lock: await noteDigests(input.lockFile, wanted, pushes) }
}

/** Says what of it is its makers', before it goes out. */
export function tellLicences(
  layers: readonly PushedLayer[],
  profiles: readonly Profile[],
  { onUpdate }: { readonly onUpdate?: ((update: LicenceUpdate) => void) | undefined },
): readonly LicensedTool[] {
  const licences = licencesIn(layers, profiles)
  if (licences.length > 0) onUpdate?.({ kind: 'licences', licences })
  return licences
}

/** Writes down the digests of what is up. */
export async function noteDigests(
  file: string | undefined,
  layers: readonly Pick<LayerResult, 'layer' | 'fingerprint'>[],
  pushes: readonly PushResult[],
): Promise<PushReport['lock']> {
  const locked = lockedImages(layers, pushes)
  if (file === undefined || Object.keys(locked).length === 0) return undefined
  const written = await writeLock(file, locked)
  return { file, failure: written.ok ? undefined : written.failure }
}

function lockedImages(
  layers: readonly Pick<LayerResult, 'layer' | 'fingerprint'>[],
  pushes: readonly PushResult[],
): LockedImages {
  return Object.fromEntries(
    layers.flatMap(({ layer, fingerprint }) => {
      const [pinned, ...others] = pushes.filter((push) => push.layer === layer)
      if (pinned === undefined || !isUp(pinned) || !('digest' in pinned.end)) return []
      const { digest } = pinned.end
      if (digest === undefined) return []
      const at = pinned.reference.lastIndexOf(':')
      // A commit's tag would change the file with each commit, and so make the next commit.
      const names = others.filter((push) => isUp(push) && !isCommitName(push.reference))
      const tags = [pinned, ...names].map(({ reference }) => reference.slice(at + 1))
      return [[layer, { repository: pinned.reference.slice(0, at), fingerprint, digest, tags }]]
    }),
  )
}
