import type { Engine } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Patient } from '../push/patience.ts'
import { digestOfAll } from '../push/push-name.ts'
import type { PushEnd, PushResult, PushState } from '../push-state.ts'
import { isCommitName } from '../tags.ts'

interface Tools {
  readonly engine: Engine
  readonly patient: Patient
  readonly tell: (reference: string, state: PushState) => void
}

/** What a registry has by its fingerprint's name gets its other names there, of which a commit's never moves. A name that fails leaves out those after it. */
export async function nameThere(
  tools: Tools,
  { layer, pinned, digest }: { readonly layer: string; readonly pinned: string; readonly digest: string },
  others: readonly string[],
): Promise<readonly PushResult[]> {
  const results: PushResult[] = []
  for (const reference of others) {
    const broken = results.find(({ end }) => end.kind === 'failed')
    const end: PushEnd =
      broken === undefined
        ? await nameOne(tools, { reference, pinned, digest })
        : { kind: 'left-out', because: broken.reference }
    tools.tell(reference, end)
    results.push({ layer, reference, end })
  }
  return results
}

async function nameOne(
  tools: Tools,
  name: { readonly reference: string; readonly pinned: string; readonly digest: string },
): Promise<PushEnd> {
  const { engine, patient, tell } = tools
  const { reference, pinned, digest } = name
  const begunAt = Date.now()
  tell(reference, { kind: 'asking' })
  const there = await digestOfAll(tools, [reference])
  if (!there.ok) return { kind: 'failed', failure: there.failure }
  if (there.value === digest) return { kind: 'there', digest }
  if (there.value !== undefined && isCommitName(reference)) return { kind: 'kept', digest: there.value }
  tell(reference, { kind: 'pushing', progress: undefined })
  const copied = await patient.attempt(
    reference,
    (signal) => engine.copyRemote(pinned, reference, signal),
    (failure, pauseMs) => tell(reference, { kind: 'pausing', failure, pauseMs }),
  )
  if (!copied.ok) return { kind: 'failed', failure: copied.failure }
  return { kind: 'pushed', digest, tookMs: Date.now() - begunAt }
}

/** By layer, the digest that the registry has for its fingerprint's name. */
export async function upByFingerprint(
  tools: Pick<Tools, 'engine' | 'patient'>,
  layers: readonly { readonly name: string; readonly pinned: string }[],
): Promise<Result<ReadonlyMap<string, string>, ImageFailure>> {
  const found = new Map<string, string>()
  for (const { name, pinned } of layers) {
    const digest = await digestOfAll(tools, [pinned])
    if (!digest.ok) return digest
    if (digest.value !== undefined) found.set(name, digest.value)
  }
  return ok(found)
}
