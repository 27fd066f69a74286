import { forgetImages } from './forget-images.ts'
import { docker } from './hal.ts'

/** The image with all its names, and what the engine keeps of its step: nothing else of its cache. */
export const forgetBuild = async (name: string, step: string): Promise<void> => {
  await forgetImages(name)
  const usage = await docker('system', 'df', '-v', '--format', '{{json .BuildCache}}')
  const kept = (JSON.parse(usage) as readonly { ID: string; Description: string }[]).filter(
    ({ Description }) => Description.includes(step),
  )
  for (const { ID } of kept) await docker('builder', 'prune', '--all', '--force', '--filter', `id=${ID}`)
}
