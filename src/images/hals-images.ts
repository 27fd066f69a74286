import type { Image } from '../engines/engine.ts'
import { imageLabels } from './labels.ts'
import { pinnedName } from './tags.ts'

/**
 * Of images with hal's label, those that hal built. An image that a person built on top of one inherits its labels, so a name must say
 * the same: that of its own profile and fingerprint.
 */
export const halsImages = (labelled: readonly Image[]): readonly Image[] =>
  labelled.filter((image) => {
    const { profile, fingerprint } = saidBy(image)
    return image.references.includes(pinnedName(profile, fingerprint))
  })

/** What an image's labels say of what it was built from. */
export const saidBy = ({ labels }: Image): { readonly profile: string; readonly fingerprint: string } => ({
  profile: labels[imageLabels.profile] ?? '',
  fingerprint: labels[imageLabels.fingerprint] ?? '',
})
