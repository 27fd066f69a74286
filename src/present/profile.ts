import type { ProfileState } from '../images/verbs.ts'
import { byName } from '../lib/by-name.ts'
import { formatBytes } from '../lib/bytes.ts'
import { andList } from './and-list.ts'
import { reasonWords } from './build-reason.ts'
import { formatAge } from './duration.ts'
import type { Cell } from './table.ts'
import { wrapped } from './wrapped.ts'

const stateWords = { fresh: 'fresh', stale: 'stale', 'not-built': 'not built' } as const

/** Whether a profile's image is there, in a word or two: `fresh`, `stale`, `not built`. */
export const stateOfProfile = ({ state }: ProfileState): string => stateWords[state.kind]

/** What is to be said of that: `file app.py changed`, `without kubectl, which a build tries again`; empty where there is nothing. */
export function whyOfProfile({ state }: ProfileState): string {
  switch (state.kind) {
    case 'fresh':
      return state.missing.length === 0 ? '' : `without ${andList(state.missing)}, which a build tries again`
    case 'stale':
      return reasonWords(state.why)
    case 'not-built':
      return ''
  }
}

/** Both: `fresh, without kubectl, which …`, `stale: file app.py changed`. */
export function stateAndWhy(profile: ProfileState): string {
  const why = whyOfProfile(profile)
  const between = profile.state.kind === 'stale' ? ': ' : ', '
  return [stateOfProfile(profile), ...(why === '' ? [] : [why])].join(between)
}

/** `212M`; empty while there is no fresh image. */
export const sizeOfProfile = ({ state }: ProfileState): string =>
  state.kind === 'fresh' ? formatBytes(state.sizeBytes) : ''

/** How long ago its image was built; empty without one. */
export const ageOfProfile = ({ state }: ProfileState, now: Date): string =>
  state.kind === 'not-built' ? '' : formatAge(state.builtAt, now)

/** One row each by name, headings first. There is a column WHY where there is something in it. */
export function profileRows(
  heading: string,
  profiles: readonly ProfileState[],
  now: Date,
): readonly (readonly Cell[])[] {
  const hasWhys = profiles.some((profile) => whyOfProfile(profile) !== '')
  const rows = profiles
    .toSorted((a, b) => byName(a.name, b.name))
    .map((profile) => [
      ...[profile.name, stateOfProfile(profile), sizeOfProfile(profile), ageOfProfile(profile, now)],
      ...(hasWhys ? [whyOfProfile(profile)] : []),
      profile.description,
    ])
  const headings = [heading, 'STATE', 'SIZE', 'AGE', ...(hasWhys ? ['WHY'] : []), '']
  return [headings, ...rows].map((row) => row.map((text, column) => ({ text, isKept: column < 2 })))
}

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

/** For --json. */
export const profileJson = ({ parent, state, ...facts }: ProfileState): object => ({
  ...facts,
  image: facts.image ?? null,
  parent: parent.kind === 'profile' ? parent.name : null,
  from: parent.kind === 'image' ? parent.reference : null,
  state,
})
