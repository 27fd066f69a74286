import type { Labels } from '../engines/engine.ts'

/** The labels by which hal knows its images, its tools volumes and what keeps them. */
export const imageLabels = {
  kind: 'dev.hal.kind',
  profile: 'dev.hal.profile',
  fingerprint: 'dev.hal.fingerprint',
  inputs: 'dev.hal.inputs',
  /** The tools that it was built without, as they could not be reached: names with commas between them. */
  missing: 'dev.hal.missing',
  volume: 'dev.hal.volume',
} as const

/** The tools that an image was built without. */
export const missingIn = (labels: Labels): readonly string[] =>
  (labels[imageLabels.missing] ?? '').split(',').filter((name) => name !== '')

/** What an image says of itself: its tools and their versions. Nothing where its label says nothing. */
export const capabilitiesIn = (labels: Labels): ReadonlyMap<string, string> =>
  new Map(
    (labels['dev.hal.capabilities'] ?? '').split(',').flatMap((one) => {
      const [tool = '', version = ''] = one.trim().split('=', 2)
      return tool === '' ? [] : [[tool, version] as const]
    }),
  )

/** The name of the image that an image was built on. */
export const standsOn = (labels: Labels): string | undefined => labels[baseName]

const baseName = 'org.opencontainers.image.base.name'

/** What every image of a profile carries: hal's own labels and the OCI ones. An image that is built from it inherits them, so a label alone proves nothing: the name must fit too. */
export function profileImageLabels(profile: {
  readonly name: string
  readonly description: string
  readonly fingerprint: string
  readonly inputs: string
  readonly parentImage: string
  /** Tools that it was built without, its parent's among them. */
  readonly missing: readonly string[]
  readonly createdAt: Date
}): Labels {
  return {
    [imageLabels.kind]: 'profile',
    [imageLabels.profile]: profile.name,
    [imageLabels.fingerprint]: profile.fingerprint,
    [imageLabels.inputs]: profile.inputs,
    [imageLabels.missing]: profile.missing.join(','),
    'org.opencontainers.image.title': `hal ${profile.name}`,
    'org.opencontainers.image.description': profile.description,
    'org.opencontainers.image.created': profile.createdAt.toISOString(),
    [baseName]: profile.parentImage,
  }
}
