import type { ImageVerbs } from '../images/verbs.ts'
import { ok } from '../lib/result.ts'
import type { Wire } from './wire.ts'

/** The images that a server's workers run on, to look at. To build them, and all else, is `here`'s, which has no engine for it. */
export const remoteImages = (wire: Wire, here: ImageVerbs): ImageVerbs => ({
  ...here,
  profiles: async ({ names = [] } = { names: [] }) =>
    (await import('./list-images.ts')).listImages(wire, names),
  // It says nothing of those that it can't read.
  refused: async () => ok(new Map()),
})
