import type { ImageNames } from '../tags.ts'
import type { LayerInputs } from './fingerprint.ts'
import type { PartedLayer } from './parts.ts'

/** One buildable image in the graph: a profile with the fingerprint of all that goes into it. */
export interface Layer extends PartedLayer {
  readonly inputs: LayerInputs
  readonly fingerprint: string
  readonly names: ImageNames
  /** What its Dockerfile's `PARENT` is: the parent layer's pinned name, or the image from outside. */
  readonly parentImage: string
}
