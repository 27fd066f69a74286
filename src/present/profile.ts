import type { ProfileState } from '../images/verbs.ts'
import { byName } from '../lib/by-name.ts'
import { andList } from './and-list.ts'
import { formatBytes } from '../lib/bytes.ts'
import { formatAge } from './duration.ts'
import type { Cell } from './table.ts'

/** Why an image is built that is what a build would make, but for tools that could not be reached then. */
export const triesAgain = (missing: readonly string[]): string =>
  `without ${andList(missing)}, which ${missing.length === 1 ? 'is' : 'are'} tried again`

/** Whether a profile's image is there, in words: `fresh`, `stale: files changed`, `not built`. */
export function stateOfProfile({ state }: ProfileState): string {
  switch (state.kind) {
    case 'fresh':
      return state.missing.length === 0 ? 'fresh' : `fresh, without ${andList(state.missing)}`
    case 'stale':
      return state.changed.length === 0
        ? 'stale: built by another version of hal'
        : `stale: ${state.changed.join(', ')} changed`
    case 'not-built':
      return 'not built'
  }
}

/** `212M`; empty while there is no fresh image. */
export const sizeOfProfile = ({ state }: ProfileState): string =>
  state.kind === 'fresh' ? formatBytes(state.sizeBytes) : ''

/** How long ago its image was built; empty without one. */
export const ageOfProfile = ({ state }: ProfileState, now: Date): string =>
  state.kind === 'not-built' ? '' : formatAge(state.builtAt, now)

/** One row each by name, headings first. */
export const profileRows = (
  heading: string,
  profiles: readonly ProfileState[],
  now: Date,
): readonly (readonly Cell[])[] =>
  [
    [heading, 'STATE', 'SIZE', 'AGE', ''],
    ...profiles
      .toSorted((a, b) => byName(a.name, b.name))
      .map((profile) => [
        profile.name,
        stateOfProfile(profile),
        sizeOfProfile(profile),
        ageOfProfile(profile, now),
        profile.description,
      ]),
  ].map((row) => row.map((text) => ({ text })))

/** What it is, and whether it comes from further below. */
export const withOrigin = (text: string, isInherited: boolean): string =>
  isInherited ? `${text} ${fromBelow}` : text

const fromBelow = '(from what it stands on)'

/** Packages as lines of at most `width` cells, the profile's own first. */
export function packageLines(packages: ProfileState['packages'], width: number): readonly string[] {
  const words = (isInherited: boolean) => {
    const names = packages.filter((one) => one.isInherited === isInherited).map(packageWords)
    return names.map((name, index) => (index === names.length - 1 ? name : `${name},`))
  }
  const inherited = words(true)
  return [
    ...wrapped(words(false), width),
    ...wrapped(inherited.length === 0 ? [] : [...inherited, fromBelow], width),
  ]
}

const packageWords = ({ package: name, suite, isPartial }: ProfileState['packages'][number]): string => {
  if (isPartial) return `${name} (some files)`
  return suite === undefined ? name : `${name} (${suite})`
}

/** A word that is longer than a line has one for itself. */
function wrapped(words: readonly string[], width: number): readonly string[] {
  const lines: string[] = []
  for (const word of words) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines.splice(-1, 1, `${last} ${word}`)
    else lines.push(word)
  }
  return lines
}

/** For --json. */
export const profileJson = ({ parent, state, ...facts }: ProfileState): object => ({
  ...facts,
  image: facts.image ?? null,
  parent: parent.kind === 'profile' ? parent.name : null,
  from: parent.kind === 'image' ? parent.reference : null,
  state,
})
