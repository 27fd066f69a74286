import type { Engine, Labels } from '../../engines/engine.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels, missingIn } from '../labels.ts'
import type { PushEnd, PushState } from '../push-state.ts'
import type { Patient } from './patience.ts'

export interface NameToPush {
  readonly reference: string
  /** `fingerprint` (but for an image that lacks tools) and `commit` never move once they are there; an `alias` does. */
  readonly kind: 'fingerprint' | 'commit' | 'alias'
  /** What it is to name, by a name that the engine knows. */
  readonly source: string
  readonly fingerprint: string
  /** What the registry calls that image, as far as it is known. */
  readonly digest: string | undefined
}

export interface PushTools {
  readonly engine: Engine
  readonly patient: Patient
  readonly tell: (reference: string, state: PushState) => void
}

/** Sees to it that the registry has the image by this name; what it has already is not sent. */
export async function pushName(tools: PushTools, name: NameToPush): Promise<PushEnd> {
  const { reference, kind } = name
  tools.tell(reference, { kind: 'asking' })
  const there = await askFor(tools, reference)
  if (!there.ok) return failed(there.failure)
  const found = there.value
  if (found !== undefined) {
    if (found === name.digest) return { kind: 'there', digest: found }
    if (kind === 'fingerprint') return compare(tools, name, found)
    if (kind === 'commit') return { kind: 'kept', digest: found }
  }
  return send(tools, name)
}

/** The digest that all of these names have at their registry; `undefined` where one of them is missing, or is another's. */
export async function digestOfAll(
  tools: Pick<PushTools, 'engine' | 'patient'>,
  references: readonly string[],
): Promise<Result<string | undefined, ImageFailure>> {
  const found = new Set<string | undefined>()
  for (const reference of references) {
    const asked = await askFor({ ...tools, tell: () => undefined }, reference)
    if (!asked.ok) return asked
    found.add(asked.value)
  }
  const [digest] = found
  return ok(found.size === 1 ? digest : undefined)
}

/** Before a push, "denied" may mean that there is nothing yet; and not every engine can ask. The push itself says more. */
async function askFor(
  { engine, patient, tell }: PushTools,
  reference: string,
): Promise<Result<string | undefined, ImageFailure>> {
  const asked = await patient.attempt(
    reference,
    (signal) => engine.remoteDigest(reference, signal),
    (failure, pauseMs) => tell(reference, { kind: 'pausing', failure, pauseMs }),
  )
  const isUnknown =
    !asked.ok && (asked.failure.reason === 'registry-denied' || asked.failure.reason === 'not-supported')
  return isUnknown ? ok(undefined) : asked
}

/**
 * The fingerprint's name is there: is it this image, one built elsewhere from the same inputs, or something else? One that was built without
 * tools which this one has gives way: no fingerprint counts them, and nothing else would ever take its place.
 */
async function compare(tools: PushTools, name: NameToPush, found: string): Promise<PushEnd> {
  const { engine, patient, tell } = tools
  const { reference, source, fingerprint } = name
  const mine = await engine.image(source)
  if (!mine.ok) return failed(mine.failure)
  const isFound = (digest: string) => digest.endsWith(`@${found}`)
  if (mine.value?.digests.some(isFound)) return { kind: 'there', digest: found }
  const pulled = await patient.attempt(
    reference,
    (signal, heard) => engine.pull(reference, heard, signal),
    (failure, pauseMs) => tell(reference, { kind: 'pausing', failure, pauseMs }),
  )
  if (!pulled.ok) return failed(pulled.failure)
  const theirs = await engine.image(reference)
  if (!theirs.ok) return failed(theirs.failure)
  if (!theirs.value?.digests.some(isFound)) {
    const [, got] = theirs.value?.digests.at(-1)?.split('@') ?? []
    return failed({ reason: 'digest-mismatch', image: reference, expected: got, got: found })
  }
  if (theirs.value.id === mine.value?.id) return { kind: 'there', digest: found }
  const { labels } = theirs.value
  if (labels[imageLabels.fingerprint] !== fingerprint)
    return failed({ reason: 'tag-taken', image: reference })
  const isWhole = (image: Labels = {}) => missingIn(image).length === 0
  return isWhole(mine.value?.labels) && !isWhole(labels)
    ? send(tools, name)
    : { kind: 'elsewhere', digest: found }
}

/** An engine pushes what it has by that very name. One that did not come up is here as it was before, too. */
async function send(tools: PushTools, name: NameToPush): Promise<PushEnd> {
  const { engine } = tools
  const { reference, source } = name
  const before = await engine.image(reference)
  if (!before.ok) return failed(before.failure)
  const tagged = await engine.tag(source, reference)
  if (!tagged.ok) return failed(tagged.failure)
  const end = await sendTagged(tools, reference)
  // What failed is told; that its name could not be taken back either would say nothing more.
  if (end.kind === 'failed' && before.value === undefined) await engine.removeImage(reference)
  else if (end.kind === 'failed' && before.value !== undefined) await engine.tag(before.value.id, reference)
  return end
}

async function sendTagged({ engine, patient, tell }: PushTools, reference: string): Promise<PushEnd> {
  const begunAt = Date.now()
  tell(reference, { kind: 'pushing', progress: undefined })
  const onPause = (failure: ImageFailure, pauseMs: number): void =>
    tell(reference, { kind: 'pausing', failure, pauseMs })
  const pushed = await patient.attempt(
    reference,
    async (signal, heard) => {
      // The engine's own second tries are enough: ours on top of them would only make a person wait.
      let hasTriedAgain = false
      const onProgress: Parameters<Engine['push']>[1] = (progress) => {
        heard()
        hasTriedAgain ||= progress.isTryingAgain
        tell(reference, { kind: 'pushing', progress })
      }
      const result = await engine.push(reference, onProgress, signal)
      return !result.ok && hasTriedAgain ? fail(lasting(result.failure)) : result
    },
    onPause,
  )
  if (!pushed.ok) return failed(pushed.failure)
  const { digest } = pushed.value
  const confirmed = await patient.attempt(
    reference,
    (signal) => engine.remoteDigest(reference, signal),
    onPause,
  )
  if (!confirmed.ok && confirmed.failure.reason !== 'not-supported') return failed(confirmed.failure)
  if (confirmed.ok && confirmed.value !== digest)
    return failed({ reason: 'digest-mismatch', image: reference, expected: digest, got: confirmed.value })
  return { kind: 'pushed', digest, tookMs: Date.now() - begunAt }
}

const lasting = (failure: ImageFailure): ImageFailure =>
  failure.reason === 'registry-unreachable' ? { ...failure, mayPass: false } : failure

const failed = (failure: ImageFailure): PushEnd => ({ kind: 'failed', failure })
