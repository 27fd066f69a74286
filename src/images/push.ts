import type { Engine } from '../engines/engine.ts'
import { createLimiter } from '../lib/limiter.ts'
import type { ImageFailure } from './image-failure.ts'

/** One line of one push as it goes, for a face to draw. */
export interface PushUpdate {
  readonly kind: 'push'
  readonly layer: string
  readonly reference: string
  readonly line: string
}

/** How the push of one name ended. */
export interface PushResult {
  readonly layer: string
  readonly reference: string
  readonly end:
    | { readonly kind: 'pushed'; readonly digest: string | undefined; readonly tookMs: number }
    | { readonly kind: 'failed'; readonly failure: ImageFailure }
}

export interface PushInput {
  readonly layer: string
  /** The local name of what is pushed. */
  readonly image: string
  /** The names it gets there, the one that never moves first: `latest` never names what isn't up. */
  readonly remote: readonly string[]
}

/** Tags and pushes, images side by side (2), each image's names in turn. A name that fails leaves out those after it. */
export async function pushImages(
  engine: Engine,
  inputs: readonly PushInput[],
  options: {
    readonly onUpdate?: ((update: PushUpdate) => void) | undefined
    readonly signal?: AbortSignal | undefined
  } = {},
): Promise<readonly PushResult[]> {
  const inTurn = createLimiter(2)
  const pushAll = async (input: PushInput): Promise<readonly PushResult[]> => {
    const results: PushResult[] = []
    for (const reference of input.remote) {
      const end = await pushOne(engine, { ...input, reference }, options)
      results.push({ layer: input.layer, reference, end })
      if (end.kind === 'failed') break
    }
    return results
  }
  return (await Promise.all(inputs.map((input) => inTurn(() => pushAll(input))))).flat()
}

async function pushOne(
  engine: Engine,
  input: PushInput & { readonly reference: string },
  options: {
    readonly onUpdate?: ((update: PushUpdate) => void) | undefined
    readonly signal?: AbortSignal | undefined
  },
): Promise<PushResult['end']> {
  const { layer, reference } = input
  const begunAt = Date.now()
  const tagged = await engine.tag(input.image, reference)
  if (!tagged.ok) return { kind: 'failed', failure: tagged.failure }
  const onLine = (line: string): void => options.onUpdate?.({ kind: 'push', layer, reference, line })
  const pushed = await engine.push(reference, onLine, options.signal)
  return pushed.ok
    ? { kind: 'pushed', digest: pushed.value.digest, tookMs: Date.now() - begunAt }
    : { kind: 'failed', failure: pushed.failure }
}
