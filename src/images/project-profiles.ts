import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Where a project keeps profiles of its own. */
export const projectProfiles = join('.hal', 'profiles')

/**
 * The folder of profiles of the project that `cwd` is in: the nearest one from there up, to the top of its repository, and never the
 * person's home's or the system's.
 */
export function findProjectProfiles(cwd: string, home: string): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (folder === home || folder === dirname(folder)) return undefined
    const found = join(folder, projectProfiles)
    if (statSync(found, { throwIfNoEntry: false })?.isDirectory() === true) return found
    if (existsSync(join(folder, '.git'))) return undefined
  }
}
