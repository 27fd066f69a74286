import type { Engine } from '../../engines/engine.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { isUp, type PushResult, type PushUpdate } from '../push-state.ts'
import { isCommitName } from '../tags.ts'
import type { Patient } from './patience.ts'
import { type PushTools, pushName } from './push-name.ts'

export interface PushInput {
  readonly layer: string
  readonly fingerprint: string
  /** The local name of what is pushed. */
  readonly image: string
  /** The names it gets there, the fingerprint's first: `latest` never names what isn't up. */
  readonly remote: readonly string[]
}

/** Pushes images side by side, each image's names in turn. A name that fails leaves out those after it. */
export async function pushImages(
  engine: Engine,
  inputs: readonly PushInput[],
  options: {
    /** Images pushed at once. */
    readonly limit: number
    readonly patient: Patient
    readonly onUpdate?: ((update: PushUpdate) => void) | undefined
  },
): Promise<readonly PushResult[]> {
  const inTurn = createLimiter(options.limit)
  const { patient } = options
  const pushes = inputs.map((input) => {
    const tell: PushTools['tell'] = (reference, state) =>
      options.onUpdate?.({ kind: 'push', layer: input.layer, reference, state })
    for (const reference of input.remote) tell(reference, { kind: 'waiting' })
    return inTurn(() => pushImage({ engine, patient, tell }, input))
  })
  return (await Promise.all(pushes)).flat()
}

async function pushImage(tools: PushTools, input: PushInput): Promise<readonly PushResult[]> {
  const { layer, image, fingerprint, remote } = input
  const results: PushResult[] = []
  for (const reference of remote) {
    const [pinned] = results
    const broken = results.find(({ end }) => end.kind === 'failed')
    const end =
      broken === undefined
        ? await pushName(tools, {
            ...{ reference, fingerprint },
            kind: pinned === undefined ? 'fingerprint' : isCommitName(reference) ? 'commit' : 'alias',
            source: pinned?.end.kind === 'elsewhere' ? pinned.reference : image,
            digest: pinned !== undefined && isUp(pinned) ? digestOf(pinned) : undefined,
          })
        : ({ kind: 'left-out', because: broken.reference } as const)
    tools.tell(reference, end)
    results.push({ layer, reference, end })
  }
  return results
}

const digestOf = ({ end }: PushResult): string | undefined => ('digest' in end ? end.digest : undefined)
