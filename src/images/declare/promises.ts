import { lineOf } from './ancestors.ts'
import type { Profile } from './profile.ts'

export interface InheritedPromise {
  readonly tool: string
  readonly promised: string
  /** What the profile stands on promises it, and the profile itself says nothing else. */
  readonly isInherited: boolean
}

/** All that a person may count on in a profile's image: its own promises, then those of what it stands on that it doesn't replace. */
export function allPromises(profile: Profile, profiles: readonly Profile[]): readonly InheritedPromise[] {
  const promises: InheritedPromise[] = []
  for (const one of lineOf(profile, profiles).toReversed())
    for (const [tool, promised] of Object.entries(one.promises))
      if (!promises.some((known) => known.tool === tool))
        promises.push({ tool, promised, isInherited: one !== profile })
  return promises
}
