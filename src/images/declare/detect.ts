import { readdir } from 'node:fs/promises'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import type { Catalogue } from './catalogue.ts'

/** The profile that fits a project, and the file that says so. */
export interface DetectedProfile {
  readonly profile: string
  /** `undefined`: nothing in the folder speaks for any, so it is the one for all. */
  readonly because: string | undefined
}

/**
 * Which profile a folder's own files speak for: that with the lowest `detect.order` of those that name one of them. Only the folder
 * itself is looked at, not what is in its folders.
 */
export async function detectProfile(
  catalogue: Catalogue,
  dir: string,
  fallback: string,
): Promise<Result<DetectedProfile, ImageFailure>> {
  const names = await readdir(dir).catch(() => undefined)
  if (names === undefined)
    return fail({ reason: 'missing-file', file: dir, neededBy: 'the detection of a profile' })
  const files = new Set(names)
  const candidates = [...catalogue.values()]
    .flatMap(({ name, detect }) => (detect === undefined ? [] : [{ name, ...detect }]))
    .toSorted((a, b) => a.order - b.order)
  for (const { name, files: telling } of candidates) {
    const because = telling.find((file) => files.has(file))
    if (because !== undefined) return ok({ profile: name, because })
  }
  return ok({ profile: fallback, because: undefined })
}
