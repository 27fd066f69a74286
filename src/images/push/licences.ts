import type { LayerResult } from '../build/build.ts'
import { lineOf } from '../declare/ancestors.ts'
import type { Profile } from '../declare/profile.ts'

/** A tool that is its maker's, and the images that have it. */
export interface LicensedTool {
  readonly tool: string
  readonly licence: string
  readonly images: readonly string[]
}

/** For a face to say before such images leave the engine. */
export interface LicenceUpdate {
  readonly kind: 'licences'
  readonly licences: readonly LicensedTool[]
}

/** Without an end, it has all that it should. */
export type PushedLayer = Pick<LayerResult, 'layer'> & Partial<Pick<LayerResult, 'end'>>

/** The tools that are their makers' in these images, from what they stand on, too; not what they were built without. */
export function licencesIn(
  layers: readonly PushedLayer[],
  profiles: readonly Profile[],
): readonly LicensedTool[] {
  const found = new Map<string, { readonly tool: string; readonly licence: string; images: string[] }>()
  for (const { layer, end } of layers) {
    const profile = profiles.find(({ name }) => name === layer)
    if (profile === undefined) continue
    const missing = end !== undefined && 'missing' in end ? end.missing : []
    const licences = lineOf(profile, profiles).flatMap(({ fetch }) =>
      fetch.flatMap(({ name, licence }) => (licence === undefined ? [] : [[name, licence] as const])),
    )
    for (const [tool, licence] of new Map(licences)) {
      if (missing.includes(tool)) continue
      const key = JSON.stringify([tool, licence])
      const one = found.get(key) ?? { tool, licence, images: [] }
      one.images.push(layer)
      found.set(key, one)
    }
  }
  return [...found.values()]
}
