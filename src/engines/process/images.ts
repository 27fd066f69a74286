import { machine } from 'node:os'
import { fail, ok } from '../../lib/result.ts'
import type { EngineResult, Image, ImageMethods } from '../engine.ts'

/** What every container of this engine is made of: the files of the machine that hal runs on. */
export const theImage = 'this-machine'

const image: Image = {
  id: theImage,
  references: [theImage],
  digests: [],
  labels: {},
  sizeBytes: 0,
  createdAt: new Date(0),
  architecture: machine(),
  env: [],
}

const unable = async <T>(what: string): EngineResult<T> =>
  fail({ reason: 'not-supported', what, engine: 'the process engine' })

const noPlugin = async <T>(): EngineResult<T> =>
  fail({ reason: 'no-buildx', detail: 'the process engine has no images' })

/** There is one, and nothing is built, pulled or pushed. */
export const imageMethods: ImageMethods = {
  image: async (reference) => ok(reference === theImage ? image : undefined),
  images: async (labels) => ok(Object.keys(labels).length === 0 ? [image] : []),
  layers: async (reference) => ok(reference === theImage ? [{ id: theImage, sizeBytes: 0 }] : undefined),
  steps: async (reference) => ok(reference === theImage ? ['the machine that hal runs on'] : undefined),
  readImages: () => unable('read images'),
  removeImage: () => unable('remove an image'),
  tag: () => unable('name an image'),
  pull: (reference) => unable(`pull ${reference}`),
  push: (reference) => unable(`push ${reference}`),
  checkLogin: () => unable('log in to a registry'),
  remoteDigest: () => unable('ask a registry for a digest'),
  build: async () => fail({ reason: 'no-buildkit', engine: 'the process engine' }),
  bake: () => noPlugin(),
  buildx: async () => ok(undefined),
  copyRemote: () => noPlugin(),
}
