import type { ImageFailure } from '../images/image-failure.ts'
import type { ImageResult, ProfileState } from '../images/verbs.ts'
import { byName } from '../lib/by-name.ts'
import { closest } from '../lib/closest.ts'
import { fail, ok } from '../lib/result.ts'
import { pathOf } from './path.ts'
import { someImages } from './read/image.ts'
import type { Wire } from './wire.ts'

/** Those of these names; without one: all. */
export async function listImages(wire: Wire, names: readonly string[]): ImageResult<readonly ProfileState[]> {
  const told = await wire.ask({ method: 'GET', path: pathOf(['images']) }, someImages)
  // What a server refuses there is about images, or about the way to it.
  if (!told.ok) return fail(told.failure as ImageFailure)
  const { images } = told.value
  const known = images.map(({ name }) => name).toSorted(byName)
  const unknown = names.find((name) => !known.includes(name))
  if (unknown !== undefined)
    return fail({ reason: 'unknown-profile', profile: unknown, suggestion: closest(unknown, known), known })
  return ok(images.filter(({ name }) => names.length === 0 || names.includes(name)))
}
