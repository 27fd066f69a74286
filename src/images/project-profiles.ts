import { existsSync, statSync } from 'node:fs'
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
