import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../lib/result.ts'
import type { ImageFailure } from '../image-failure.ts'
import { isProfileName } from './parse-profile.ts'
import { projectProfiles } from './project-profiles.ts'

/** Writes the declaration of a new profile into a project; answers its file. One that is there already is left alone. */
export async function scaffoldProfile(
  name: string,
  projectDir: string,
): Promise<Result<string, ImageFailure>> {
  if (!isProfileName(name)) return fail({ reason: 'bad-profile-name', name })
  const file = join(projectDir, projectProfiles, name, 'profile.json')
  const declaration = {
    description: `base with what ${name} needs`,
    ...(name === 'base' ? { from: 'debian:bookworm-slim' } : { parent: 'base' }),
    packages: [],
    promises: {},
  }
  try {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, `${JSON.stringify(declaration, undefined, 2)}\n`, { flag: 'wx' })
  } catch (thrown) {
    const isThere = thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST'
    const detail = isThere ? 'it is there already' : thrown instanceof Error ? thrown.message : String(thrown)
    return fail({ reason: 'profile-unwritable', file, detail })
  }
  return ok(file)
}
