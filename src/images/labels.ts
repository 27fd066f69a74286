import type { Labels } from '../engines/engine.ts'
import { formatPins, type LayerPins } from './layer-pins.ts'

/** The labels by which hal knows its images, its tools volumes and what keeps them. */
export const imageLabels = {
  kind: 'dev.hal.kind',
  profile: 'dev.hal.profile',
  fingerprint: 'dev.hal.fingerprint',
  inputs: 'dev.hal.inputs',
  /** The pinned versions of what its own recipe fetches: `codex=0.169.0 node=24.21.0`. */
  pins: 'dev.hal.pins',
  /** The tools that it was built without, as they could not be reached: names with commas between them. */
  missing: 'dev.hal.missing',
  volume: 'dev.hal.volume',
} as const

/** The tools that an image was built without. */
export const missingIn = (labels: Labels): readonly string[] =>
  (labels[imageLabels.missing] ?? '').split(',').filter((name) => name !== '')

/** What every image of a profile carries: hal's own labels and the OCI ones. An image that is built from it inherits them, so a label alone proves nothing: the name must fit too. */
export function profileImageLabels(profile: {
  readonly name: string
  readonly description: string
  readonly fingerprint: string
  readonly inputs: string
  readonly pins: LayerPins
  readonly parentImage: string
  /** Tools that it was built without, its parent's among them. */
  readonly missing: readonly string[]
  /** Without it, they are the same for every build of the same inputs. */
  readonly createdAt?: Date
}): Labels {
  return {
    [imageLabels.kind]: 'profile',
    [imageLabels.profile]: profile.name,
    [imageLabels.fingerprint]: profile.fingerprint,
    [imageLabels.inputs]: profile.inputs,
    [imageLabels.pins]: formatPins(profile.pins),
    [imageLabels.missing]: profile.missing.join(','),
    'org.opencontainers.image.title': `hal ${profile.name}`,
    'org.opencontainers.image.description': profile.description,
    ...(profile.createdAt === undefined
      ? {}
      : { 'org.opencontainers.image.created': profile.createdAt.toISOString() }),
    'org.opencontainers.image.base.name': profile.parentImage,
  }
}
