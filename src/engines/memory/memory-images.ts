import { fail, ok } from '../../lib/result.ts'
import type { Image, ImageMethods } from '../engine.ts'
import { hasLabels } from './memory-container.ts'
import type { MemoryState } from './memory-state.ts'

/** By reference. */
export type MemoryImages = Map<string, Image>

export const memoryImages = (references: readonly string[]): MemoryImages =>
  new Map(references.map((reference) => [reference, imageOf(reference)]))

const imageOf = (reference: string): Image => ({
  id: `sha256:${Buffer.from(reference).toString('hex').padEnd(64, '0').slice(0, 64)}`,
  references: [reference],
  digests: [],
  labels: {},
  sizeBytes: 1_000_000,
  createdAt: new Date(),
  architecture: 'amd64',
  env: [],
})

/** Images come from `registry`; nothing is built here. */
export const imageMethods = (
  { answer, containers }: MemoryState,
  {
    images,
    registry,
    engine,
  }: { readonly images: MemoryImages; readonly registry: readonly string[]; readonly engine: string },
): ImageMethods => ({
  image: (reference) => answer(() => ok(images.get(reference))),
  images: (labels) =>
    answer(() => ok([...images.values()].filter((image) => hasLabels(image.labels, labels)))),
  layers: (reference) =>
    answer(() => {
      const image = images.get(reference)
      return ok(image === undefined ? undefined : [{ id: image.id, sizeBytes: image.sizeBytes }])
    }),
  steps: (reference) => answer(() => ok(images.has(reference) ? ['in memory'] : undefined)),
  readImages: (references) =>
    answer<ReadonlyMap<string, readonly string[]>>(() => {
      const missing = references.find((reference) => !images.has(reference))
      return missing === undefined
        ? ok(new Map(references.map((reference) => [reference, [images.get(reference)?.id ?? '']])))
        : fail({ reason: 'no-such-image', image: missing, detail: 'not in memory' })
    }),
  removeImage: (reference) =>
    answer<void>(() => {
      const id = images.get(reference)?.id
      const isLastName = [...images.values()].filter((image) => image.id === id).length === 1
      const holder = [...containers.values()].find(({ imageId }) => imageId === id)
      if (isLastName && holder !== undefined)
        return fail({ reason: 'image-in-use', image: reference, detail: `${holder.spec.name} is made of it` })
      images.delete(reference)
      return ok(undefined)
    }),
  tag: (reference, newReference) =>
    answer<void>(() => {
      const image = images.get(reference)
      if (image === undefined)
        return fail({ reason: 'no-such-image', image: reference, detail: 'not in memory' })
      images.set(newReference, { ...image, references: [...image.references, newReference] })
      return ok(undefined)
    }),
  pull: (reference) =>
    answer<void>(() => {
      if (!registry.includes(reference))
        return fail({ reason: 'no-such-image', image: reference, detail: 'not in the registry' })
      images.set(reference, imageOf(reference))
      return ok(undefined)
    }),
  push: () => answer(() => fail({ reason: 'not-supported', what: 'push', engine: 'memory' })),
  checkLogin: () => answer(() => ok(undefined)),
  remoteDigest: (reference) =>
    answer(() => ok(registry.includes(reference) ? imageOf(reference).id : undefined)),
  build: () => answer(() => fail({ reason: 'no-buildkit', engine })),
  bake: () => answer(() => fail({ reason: 'no-buildx', detail: 'memory has no plugins' })),
  buildx: () => answer(() => ok(undefined)),
  copyRemote: () => answer(() => fail({ reason: 'no-buildx', detail: 'memory has no plugins' })),
})
