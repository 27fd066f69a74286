import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { byName } from '../../lib/by-name.ts'
import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { devcontainerProfile } from './devcontainer-profile.ts'
import { loadScripts } from './load-profile.ts'
import { loadPins } from './pins.ts'
import type { Profile } from './profile.ts'
import type { FoundDevcontainer } from './project-profiles.ts'
import { homeOf, readShelves, refusalOf, shelves, unknownParent } from './read-shelves.ts'

/** All profiles by name, each with every ancestor it needs: no parent is unknown, no circle exists. Parents come before children. */
export type Catalogue = ReadonlyMap<string, Profile> & {
  /**
   * Declarations of a person's or a project's that can't be profiles, a devcontainer.json among them, and what stands on them, by name: who
   * asks for one is told why, and nobody is kept from the others.
   */
  readonly refused?: ReadonlyMap<string, ImageFailure>
  /** Pins that nothing fetches, and look like slips: what to say of them. */
  readonly warnings?: readonly string[]
}

/**
 * Reads the profiles and layers that hal ships (`profiles/` and `docker/` in its package) and those in `folders`, one subfolder a profile. A later folder's
 * profile takes the place of an earlier one's of the same name.
 */
export async function loadCatalogue(input: {
  readonly packageDir: string
  readonly folders?: readonly string[]
  /** Those of them that the person named. */
  readonly personsFolders?: readonly string[]
  readonly pinFiles?: readonly string[]
  readonly devcontainers?: readonly FoundDevcontainer[]
}): Promise<Result<Catalogue, ImageFailure>> {
  const { packageDir, folders = [], personsFolders = [] } = input
  const [pins, shipped] = await Promise.all([loadPins(packageDir, input.pinFiles), loadPins(packageDir)])
  if (!pins.ok) return pins
  if (!shipped.ok) return shipped
  const isRepinned = ({ fetch }: Profile): boolean =>
    fetch.some(({ name }) => !isDeepStrictEqual(pins.value.get(name), shipped.value.get(name)))
  const workshop = { pins: pins.value, scripts: await loadScripts(packageDir) }
  const read = await readShelves(shelves(packageDir, folders), workshop)
  if (!read.ok) return read
  const profiles = new Map<string, Profile>()
  const refused = new Map<string, ImageFailure>()
  for (const [name, { profile, shelf }] of read.value)
    if (profile.ok)
      profiles.set(name, {
        ...profile.value,
        ...(shelf.isHals && isRepinned(profile.value) && { isRepinned: true }),
        ...(personsFolders.includes(shelf.folder) && { isPersons: true }),
      })
  const known = [...read.value.keys(), ...(input.devcontainers ?? []).map(({ name }) => name)]
  for (const [name, found] of read.value) {
    const failure = refusalOf(found, known)
    if (failure !== undefined && found.shelf.isHals) return fail(failure)
    if (failure !== undefined) refused.set(name, failure)
  }
  await addDevcontainers(profiles, refused, input)
  const warnings = slippedPins([...pins.value.keys()], profiles)
  const ordered = withoutStrangersBelow(inOrder(profiles, refused))
  const catalogue = Object.assign(ordered, { refused, warnings })
  const [first] = refused.values()
  const isHalsAlone = folders.length === 0 && (input.devcontainers ?? []).length === 0
  return first !== undefined && isHalsAlone ? fail(first) : ok(catalogue)
}

/** What stands on a project's image runs what that brings along: with it below, a profile of the person's is not theirs alone. */
function withoutStrangersBelow(ordered: ReadonlyMap<string, Profile>): Map<string, Profile> {
  const strangers = new Set<string>()
  for (const { name, home, isPersons, parent } of ordered.values()) {
    const isOnStranger = parent.kind === 'profile' && strangers.has(parent.name)
    if (isOnStranger || (home !== 'hal' && isPersons !== true)) strangers.add(name)
  }
  return new Map(
    [...ordered].map(([name, { isPersons, ...profile }]) => [
      name,
      { ...profile, ...(isPersons === true && !strangers.has(name) && { isPersons }) },
    ]),
  )
}

/** Another project's tool may be pinned, too: only what is nearly the name of one counts. */
function slippedPins(pinned: readonly string[], profiles: ReadonlyMap<string, Profile>): readonly string[] {
  const fetched = [...profiles.values()].flatMap(({ fetch }) => fetch.map(({ name }) => name))
  return pinned.flatMap((name) => {
    const meant = fetched.includes(name) ? undefined : closest(name, fetched)
    return meant === undefined ? [] : [`the pin of ${name} is used by no profile: did you mean ${meant}?`]
  })
}

/** Adds those whose names are free, or why they can't be profiles. */
async function addDevcontainers(
  profiles: Map<string, Profile>,
  refused: Map<string, ImageFailure>,
  {
    packageDir,
    devcontainers = [],
  }: { readonly packageDir: string; readonly devcontainers?: readonly FoundDevcontainer[] },
): Promise<void> {
  for (const found of devcontainers) {
    const { name } = found
    if (profiles.has(name) || refused.has(name)) continue
    const profile = await devcontainerProfile(found, packageDir)
    if (profile.ok) profiles.set(name, { ...profile.value, home: homeOf(found.file) })
    else refused.set(name, profile.failure)
  }
}

/** The profile of that name, or a failure that knows what was meant. */
export function findProfile(catalogue: Catalogue, name: string): Result<Profile, ImageFailure> {
  const profile = catalogue.get(name)
  if (profile !== undefined) return ok(profile)
  const refused = catalogue.refused?.get(name)
  if (refused !== undefined) return fail(refused)
  const known = [...catalogue.keys()].sort(byName)
  return fail({ reason: 'unknown-profile', profile: name, suggestion: closest(name, known), known })
}

/** These profiles and all that they stand on, parents first. Without names: the whole catalogue. */
export function withAncestors(
  catalogue: Catalogue,
  names: readonly string[],
): Result<readonly Profile[], ImageFailure> {
  if (names.length === 0) return ok([...catalogue.values()])
  const wanted = new Set<string>()
  for (const name of names) {
    let found = findProfile(catalogue, name)
    if (!found.ok) return found
    while (found.ok) {
      wanted.add(found.value.name)
      if (found.value.parent.kind === 'image') break
      found = findProfile(catalogue, found.value.parent.name)
    }
  }
  return ok([...catalogue.values()].filter((profile) => wanted.has(profile.name)))
}

/** Parents before children. What has an unknown parent, is part of a circle or stands on something refused is added to `refused`. */
function inOrder(
  profiles: ReadonlyMap<string, Profile>,
  refused: Map<string, ImageFailure>,
): Map<string, Profile> {
  const ordered = new Map<string, Profile>()
  const place = (profile: Profile, path: readonly string[]): ImageFailure | undefined => {
    if (ordered.has(profile.name)) return undefined
    const file = join(profile.dir, 'profile.json')
    const walked = [...path, profile.name]
    if (path.includes(profile.name)) {
      return { reason: 'profile-cycle', profiles: walked.slice(walked.indexOf(profile.name)), file }
    }
    if (profile.parent.kind === 'profile') {
      const { name } = profile.parent
      const parent = profiles.get(name)
      if (parent === undefined)
        return (
          refused.get(name) ?? {
            ...{ reason: 'bad-profile', file },
            ...unknownParent(
              name,
              [...profiles.keys()].filter((one) => one !== profile.name),
            ),
          }
        )
      const failure = place(parent, walked)
      if (failure !== undefined) return failure
    }
    ordered.set(profile.name, profile)
    return undefined
  }
  for (const profile of profiles.values()) {
    const failure = place(profile, [])
    if (failure !== undefined) refused.set(profile.name, failure)
  }
  return ordered
}
