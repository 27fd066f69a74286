import type { Engine, Image } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageLabels } from '../labels.ts'
import { saidBy } from '../plan/hals-images.ts'
import { pinnedName } from '../tags.ts'
import { toolsNamed } from '../tools/recipe.ts'

/** An image of hal's that lost its names to a newer build of the same inputs. */
export interface Nameless {
  readonly image: Image
  /** The newer one, and the name that is its now. */
  readonly heir: { readonly image: Image; readonly name: string }
}

/**
 * Of images with hal's labels, those without a name that hal built. What a person builds on top inherits all labels, and may be without a
 * name, too; but it has a step that the build that took the name doesn't have. Where there is no such build any more, nobody can tell.
 */
export async function namelessImages(
  engine: Engine,
  labelled: readonly Image[],
): Promise<Result<readonly Nameless[], ImageFailure>> {
  const heirs = new Map(
    labelled.flatMap((image) => {
      const name = ownName(image)
      return name === undefined ? [] : [[buildOf(image), { image, name }] as const]
    }),
  )
  const found: Nameless[] = []
  for (const image of labelled) {
    const heir = heirs.get(buildOf(image))
    // By a digest somebody may have pulled it.
    if (heir === undefined || image.references.length > 0 || image.digests.length > 0) continue
    const [own, its] = await Promise.all([engine.steps(image.id), engine.steps(heir.image.id)])
    if (!own.ok) return own
    if (!its.ok) return its
    if (isSameBuild(own.value, its.value)) found.push({ image, heir })
  }
  return ok(found)
}

/** All that was done for the one was done for the other, in the same order. A build without a tool that could not be reached has fewer steps. */
export function isSameBuild(own: readonly string[] = [], its: readonly string[] = []): boolean {
  let at = 0
  for (const step of its) if (step === own[at]) at += 1
  return own.length > 0 && at === own.length
}

/** The name by which it is hal's. */
function ownName({ references, labels, ...image }: Image): string | undefined {
  const { profile, fingerprint } = saidBy({ references, labels, ...image })
  const name = pinnedName(profile, fingerprint)
  return references.includes(name) ? name : toolsNamed(references, labels)?.name
}

/** The same of two builds of the same inputs. */
const buildOf = ({ labels }: Image): string =>
  [imageLabels.kind, imageLabels.profile, imageLabels.home, imageLabels.fingerprint]
    .map((label) => labels[label] ?? '')
    .join(' ')
