import type { Engine, ImageLayer } from '../../engines/engine.ts'
import { createLimiter } from '../../lib/limiter.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'

export type Layers = readonly ImageLayer[]

/** The layers of each image by its id; one that is gone meanwhile has none. */
export async function layersOf(
  engine: Engine,
  ids: Iterable<string>,
): Promise<Result<ReadonlyMap<string, Layers>, ImageFailure>> {
  const inTurn = createLimiter(8)
  const found = await Promise.all(
    [...new Set(ids)].map((id) =>
      inTurn(async () => {
        const layers = await engine.layers(id)
        return layers.ok ? ok([id, layers.value ?? []] as const) : layers
      }),
    ),
  )
  const failed = found.find((result) => !result.ok)
  return failed ?? ok(new Map(found.flatMap((result) => (result.ok ? [result.value] : []))))
}

/** What these take on a disk, each layer counted once; without those that `others` hold anyway. */
export function heldBytes(images: Iterable<Layers>, others: Iterable<Layers> = []): number {
  const counted = new Set([...others].flatMap((layers) => layers.map(({ id }) => id)))
  let bytes = 0
  for (const { id, sizeBytes } of [...images].flat()) {
    if (!counted.has(id)) bytes += sizeBytes
    counted.add(id)
  }
  return bytes
}
