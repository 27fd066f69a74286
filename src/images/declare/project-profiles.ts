import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a project keeps profiles of its own. */
export const projectProfiles = join('.hal', 'profiles')

/** Where a project keeps versions of tools that its images are built with, in place of hal's. */
const projectPins = join('.hal', 'pins.json')

/** The folder of profiles of the project that `cwd` is in: the nearest one. */
export const findProjectProfiles = (cwd: string, home: string): string | undefined =>
  projectFolders(cwd, home)
    .map((folder) => join(folder, projectProfiles))
    .find((found) => statSync(found, { throwIfNoEntry: false })?.isDirectory() === true)

/** The pins of the project that `cwd` is in, there or not; `undefined` where it is in none: no `.hal` and no repository. */
export function findProjectPins(cwd: string, home: string): string | undefined {
  const found = projectFolders(cwd, home).find((folder) =>
    ['.hal', '.git'].some((name) => existsSync(join(folder, name))),
  )
  return found === undefined ? undefined : join(found, projectPins)
}

/** Where a new profile of the project that `cwd` is in belongs: beside those that it has, or else at its top; in no project, in `cwd`. */
export function profilesHome(cwd: string, home: string): string {
  const folders = projectFolders(cwd, home)
  const has = (name: string) => folders.find((folder) => existsSync(join(folder, name)))
  return has(projectProfiles) ?? has('.hal') ?? has('.git') ?? cwd
}

/** A devcontainer.json, and what its profile is called. */
export interface FoundDevcontainer {
  readonly name: string
  readonly file: string
  /** The folder that it is about. */
  readonly project: string
}

/**
 * Those of the project that `cwd` is in, in the nearest folder that has one: `devcontainer`, and `devcontainer-NAME` for one in a folder of
 * its own. Of two with one name the first counts.
 */
export function findDevcontainers(cwd: string, home: string): readonly FoundDevcontainer[] {
  for (const project of projectFolders(cwd, home)) {
    const folder = join(project, '.devcontainer')
    const found = [
      { name: 'devcontainer', file: join(folder, 'devcontainer.json'), project },
      { name: 'devcontainer', file: join(project, '.devcontainer.json'), project },
      ...foldersIn(folder).map((own) => ({
        name: `devcontainer-${own
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')
          .replaceAll(/^-|-$/g, '')}`,
        file: join(folder, own, 'devcontainer.json'),
        project,
      })),
    ].filter(({ file }) => statSync(file, { throwIfNoEntry: false })?.isFile() === true)
    if (found.length > 0) return found
  }
  return []
}

function foldersIn(folder: string): readonly string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? entry.name : [])).sort()
  } catch {
    return []
  }
}

/**
 * From `cwd` up to the top of its repository or, without one, to below the person's home, which is no project itself. Elsewhere only `cwd`,
 * since others may write above it (/tmp).
 */
function projectFolders(cwd: string, home: string): readonly string[] {
  const found: string[] = []
  for (let folder = cwd; folder !== home; folder = dirname(folder)) {
    if (folder === dirname(folder)) return [cwd]
    found.push(folder)
    if (existsSync(join(folder, '.git'))) break
  }
  return found
}
