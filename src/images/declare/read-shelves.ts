import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { closest } from '../../lib/closest.ts'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { Fault, ImageFailure } from '../image-failure.ts'
import { type LoadedProfile, loadProfile, type Workshop, withFaults } from './load-profile.ts'
import { plainProfile } from './plain-dockerfile.ts'
import type { Profile } from './profile.ts'

/** A folder with declarations. */
export interface Shelf {
  readonly folder: string
  readonly declaredIn: 'profile.json' | 'layer.json'
  /** Every folder there has one. */
  readonly isPure: boolean
  /** hal ships it. */
  readonly isHals: boolean
}

/** Where declarations stand; of two of one name the later one's counts. */
export const shelves = (packageDir: string, folders: readonly string[]): readonly Shelf[] => [
  { folder: join(packageDir, 'docker'), declaredIn: 'layer.json', isPure: false, isHals: true },
  { folder: join(packageDir, 'profiles'), declaredIn: 'profile.json', isPure: true, isHals: true },
  ...folders.map(
    (folder) =>
      ({ folder: resolve(folder), declaredIn: 'profile.json', isPure: true, isHals: false }) as const,
  ),
]

/** A folder's declaration, read or refused. */
export interface FoundProfile {
  readonly shelf: Shelf
  readonly dir: string
  readonly profile: Result<Profile, ImageFailure> & Pick<LoadedProfile, 'standsOn'>
}

/** What all of them declare, by name. */
export async function readShelves(
  all: readonly Shelf[],
  workshop: Workshop,
): Promise<Result<ReadonlyMap<string, FoundProfile>, ImageFailure>> {
  const found = new Map<string, FoundProfile>()
  for (const shelf of all) {
    const dirs = await foldersIn(shelf.folder)
    if (!dirs.ok) return dirs
    for (const dir of dirs.value) {
      const profile = await readProfile(dir, shelf, workshop)
      if (profile !== undefined) found.set(basename(dir), { shelf, dir, profile })
    }
  }
  return ok(found)
}

async function foldersIn(folder: string): Promise<Result<readonly string[], ImageFailure>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined)
    return fail({ reason: 'missing-file', file: folder, neededBy: 'the key profiles of the config' })
  const dirs = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  return ok(dirs.map((entry) => join(folder, entry.name)).sort())
}

async function readProfile(
  dir: string,
  { declaredIn, isPure, isHals }: Shelf,
  workshop: Workshop,
): Promise<FoundProfile['profile'] | undefined> {
  const declared = await loadProfile(dir, declaredIn, workshop)
  const profile = declared ?? (isPure ? await plainProfile(dir) : undefined)
  if (profile?.ok === false) return profile
  if (profile !== undefined) return ok({ ...profile.value, home: isHals ? 'hal' : homeOf(dir) })
  return isPure
    ? fail({ reason: 'missing-file', file: join(dir, declaredIn), neededBy: basename(dir) })
    : undefined
}

/** A path may say more of a person than an image should. */
export const homeOf = (path: string): string => createHash('sha256').update(path).digest('hex').slice(0, 12)

/** Why a declaration is refused; that what it stands on isn't there either is said with it. */
export function refusalOf(
  { shelf, dir, profile }: FoundProfile,
  known: readonly string[],
): ImageFailure | undefined {
  if (profile.ok) return undefined
  const { failure, standsOn } = profile
  if (standsOn === undefined || known.includes(standsOn)) return failure
  return withFaults(failure, {
    file: join(dir, shelf.declaredIn),
    faults: [
      unknownParent(
        standsOn,
        known.filter((name) => name !== basename(dir)),
      ),
    ],
  })
}

/** Who is told what was meant needn't read all names that there are. */
export function unknownParent(name: string, known: readonly string[]): Fault {
  const suggestion = closest(name, known)
  const more = /[:/]/.test(name)
    ? ' (an image from outside stands under "from")'
    : suggestion === undefined
      ? ` (${known.join(', ')})`
      : ''
  return { path: 'parent', expected: `the name of a profile${more}`, got: JSON.stringify(name), suggestion }
}
