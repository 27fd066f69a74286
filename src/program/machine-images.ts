import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ImageResult, ImageVerbs } from '../images/verbs.ts'
import { fail, ok } from '../lib/result.ts'

/** Where workers are processes of the machine that hal runs on: nothing is chosen or built, and the tools are there or not. */
export const machineImages = (images: ImageVerbs, toolsDir: string): ImageVerbs => ({
  ...images,
  resolve: () => unable('choose an image'),
  warmUp: async () => undefined,
  choose: async ({ image, profile }) => {
    if (image !== undefined) return unable(`run the image ${image}`)
    if (profile !== undefined) return unable(`run the profile ${profile}`)
    return ok({ reference: 'this-machine', profile: undefined, warnings: [] })
  },
  ensureTools: async ({ agent } = {}) => {
    const path = agent === undefined ? join(toolsDir, 'bin/hal-worker') : join(toolsDir, 'agents', agent)
    return existsSync(path)
      ? ok({ volume: 'tools', fingerprint: 'this-machine' })
      : fail({ reason: 'no-tools-here', path })
  },
})

const unable = async <T>(what: string): ImageResult<T> =>
  fail({ reason: 'not-supported', what, engine: 'the process engine' })
