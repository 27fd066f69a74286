import type { Profile } from './profile.ts'

/** What a profile stands on, farthest first, and itself. */
export function lineOf(profile: Profile, profiles: readonly Profile[]): readonly Profile[] {
  const { parent } = profile
  const below = parent.kind === 'profile' ? profiles.find(({ name }) => name === parent.name) : undefined
  return below === undefined ? [profile] : [...lineOf(below, profiles), profile]
}
