import type { Image } from '../../engines/engine.ts'
import { imageLabels } from '../labels.ts'
import { latestName, pinnedName } from '../tags.ts'

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
export const saidBy = ({
  labels,
}: Image): { readonly profile: string; readonly home: string; readonly fingerprint: string } => ({
  profile: labels[imageLabels.profile] ?? '',
  home: labels[imageLabels.home] ?? '',
  fingerprint: labels[imageLabels.fingerprint] ?? '',
})

/** The names of such an image that are hal's: its own two, and those it was pushed by. Others are a person's. */
export function halsNames(image: Image): readonly string[] {
  const { profile, fingerprint } = saidBy(image)
  const own = [pinnedName(profile, fingerprint), latestName(profile)]
  const pushed = new RegExp(`/hal-${profile.replaceAll('.', '\\.')}:[^/:]+$`)
  return image.references.filter((reference) => own.includes(reference) || pushed.test(reference))
}
