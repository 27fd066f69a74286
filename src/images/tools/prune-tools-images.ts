import type { Engine } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { type PrunedTools, restMs } from './prune-tools.ts'
import { toolsNamed } from './recipe.ts'

/** The same of images, which volumes are filled from. A keeper is made of its image, so what goes has no volume any more. */
export async function pruneToolsImages(
  engine: Engine,
  {
    inUse,
    current,
    now,
  }: { readonly inUse: ReadonlySet<string>; readonly current: ReadonlySet<string>; readonly now: Date },
): Promise<Result<readonly PrunedTools[], ImageFailure>> {
  const [images, containers] = await Promise.all([
    engine.images({ [imageLabels.kind]: 'tools' }),
    engine.list({}),
  ])
  if (!images.ok) return images
  if (!containers.ok) return containers
  const held = new Set(containers.value.map(({ imageId }) => imageId))
  const pruned: PrunedTools[] = []
  for (const { id, references, labels, createdAt } of images.value) {
    const name = toolsNamed(references, labels)?.name
    const fingerprint = labels[imageLabels.fingerprint] ?? ''
    const isYoung = now.getTime() - createdAt.getTime() <= restMs
    if (name === undefined || held.has(id) || current.has(fingerprint) || inUse.has(fingerprint) || isYoung)
      continue
    const removed = await engine.removeImage(name)
    if (!removed.ok && removed.failure.reason === 'image-in-use') continue
    pruned.push({ name, failure: removed.ok ? undefined : removed.failure })
  }
  return ok(pruned)
}
