import type { Engine } from '../../engines/engine.ts'
import { ok, type Result } from '../../lib/result.ts'
import type { Profile } from '../declare/profile.ts'
import type { ImageFailure } from '../image-failure.ts'
import { imageArchitecture } from './architecture.ts'
import { type OutsideBase, outsideReferences } from './plan.ts'

/** Those that the engine itself doesn't build for; empty for none and for its own alone. Several are never its own: no engine is asked. */
export async function foreignPlatforms(
  wanted: readonly string[] | undefined,
  engine: () => Promise<Result<Engine, ImageFailure>>,
): Promise<Result<readonly string[], ImageFailure>> {
  const platforms = [...new Set(wanted)].sort((a, b) => (a < b ? -1 : 1))
  if (platforms.length !== 1) return ok(platforms)
  const opened = await engine()
  if (!opened.ok) return opened
  const info = await opened.value.info()
  if (!info.ok) return info
  return ok(platforms[0] === `linux/${imageArchitecture(info.value.architecture)}` ? [] : platforms)
}

/**
 * What the images from outside count as on platforms that this engine's images are not for. One fingerprint is for all of them: it counts
 * the sorted list as its platform, and the image from outside by its name, since its id differs by platform and is known to registries
 * alone. So it is the same on every machine, and a newer image from outside under the same name doesn't change it.
 */
export const outsideByName = (
  profiles: readonly Profile[],
  platforms: readonly string[],
): ReadonlyMap<string, OutsideBase> =>
  new Map(
    [...outsideReferences(profiles)].map((reference) => [
      reference,
      { id: reference, architecture: platforms.join(',') },
    ]),
  )
