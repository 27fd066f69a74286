import { lineOf } from './ancestors.ts'
import type { Profile } from './profile.ts'

/** A Debian package that a declared profile's image has. */
export interface DeclaredPackage {
  readonly package: string
  /** The Debian release that it is from, where that isn't the image's own. */
  readonly suite: string | undefined
  /** Only some files of it are there. */
  readonly isPartial: boolean
  /** What the profile stands on installs it, and the profile itself says nothing of it. */
  readonly isInherited: boolean
}

/** A variable that its image sets, as declared: `$PATH` in a value is what the variable is in the image below. */
export interface DeclaredVariable {
  readonly variable: string
  readonly value: string
  readonly isInherited: boolean
}

/** The packages of a profile, then those of what it stands on. What a Dockerfile of a person's installs is not among them. */
export function allPackages(profile: Profile, profiles: readonly Profile[]): readonly DeclaredPackage[] {
  const found: DeclaredPackage[] = []
  for (const one of lineOf(profile, profiles).toReversed())
    for (const declared of packagesOf(one))
      if (!found.some((known) => known.package === declared.package))
        found.push({ ...declared, isInherited: one !== profile })
  return found
}

/** The same of variables. One whose value takes up what is below stands beside that. */
export function allVariables(profile: Profile, profiles: readonly Profile[]): readonly DeclaredVariable[] {
  const found: DeclaredVariable[] = []
  const replaced = new Set<string>()
  for (const one of lineOf(profile, profiles).toReversed())
    for (const [variable, value] of Object.entries(one.env ?? {})) {
      if (replaced.has(variable)) continue
      found.push({ variable, value, isInherited: one !== profile })
      if (!new RegExp(`\\$(?:${variable}\\b|\\{${variable}\\b)`).test(value)) replaced.add(variable)
    }
  return found
}

const packagesOf = ({ packages = [] }: Profile): readonly Omit<DeclaredPackage, 'isInherited'>[] =>
  packages.flatMap((set) => {
    const isPartial = set.kind === 'unpacked'
    const [names, suite] = isPartial ? [[set.name], undefined] : [set.names, set.suite]
    return names.map((name) => ({ package: name, suite, isPartial }))
  })
