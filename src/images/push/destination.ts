import type { Engine } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import { needsDestination } from '../build/caches.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import { type Destination, imageNames, isReference } from '../tags.ts'
import type { BuildProfilesInput } from '../verbs.ts'
import type { Patient } from './patience.ts'

/** What the config says, with what was said for this once over it; a failure where that leads nowhere. */
function destinationOf(
  configured: Destination,
  said: Destination | undefined,
  profiles: readonly Profile[],
): Result<Destination, ImageFailure> {
  const destination = { ...configured, ...said }
  const names = profiles.flatMap(({ name }) => imageNames(name, anyFingerprint, destination).remote)
  if (names.length === 0) return fail({ reason: 'no-registry' })
  // The fingerprint is none yet, and never what is wrong.
  const wrong = names.find((name) => !name.endsWith(anyFingerprint) && !isReference(name))
  return wrong === undefined ? ok(destination) : fail({ reason: 'bad-image-name', name: wrong })
}

/** The same, where a push or a cache beside what is pushed needs one; asked before anything is built. */
export const neededDestination = (
  { destination }: { readonly destination: Destination },
  input: BuildProfilesInput,
  profiles: readonly Profile[],
): Result<Destination, ImageFailure> =>
  input.isPushed === true || needsDestination(input)
    ? destinationOf(destination, input.destination, profiles)
    : ok({ ...destination, ...input.destination })

/** An hour of building is a bad time to learn that a registry lets nobody in. */
export async function checkDestination(
  engine: Engine,
  patient: Patient,
  destination: Destination,
): Promise<Result<void, ImageFailure>> {
  const reference = imageNames('base', anyFingerprint, destination).remote.at(-1) ?? ''
  return patient.attempt(reference, (signal) => engine.checkLogin(reference, signal))
}

const anyFingerprint = '0000000'
