import type { Labels } from '../engines/engine.ts'

/** The labels by which hal knows its images, its tools volumes and what keeps them. */
export const imageLabels = {
  kind: 'dev.hal.kind',
  profile: 'dev.hal.profile',
  fingerprint: 'dev.hal.fingerprint',
  inputs: 'dev.hal.inputs',
  volume: 'dev.hal.volume',
} as const

/** What every image of a profile carries: hal's own labels and the OCI ones. An image that is built from it inherits them, so a label alone proves nothing: the name must fit too. */
export function profileImageLabels(profile: {
  readonly name: string
  readonly description: string
  readonly fingerprint: string
  readonly inputs: string
  readonly parentImage: string
  readonly createdAt: Date
}): Labels {
  return {
    [imageLabels.kind]: 'profile',
    [imageLabels.profile]: profile.name,
    [imageLabels.fingerprint]: profile.fingerprint,
    [imageLabels.inputs]: profile.inputs,
    'org.opencontainers.image.title': `hal ${profile.name}`,
    'org.opencontainers.image.description': profile.description,
    'org.opencontainers.image.created': profile.createdAt.toISOString(),
    'org.opencontainers.image.base.name': profile.parentImage,
  }
}
