import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A folder of profiles for a test: path → text. Gone when disposed. */
export interface ProfilesDir extends AsyncDisposable {
  /** As `packageDir`: its profiles are in `profiles/`. */
  readonly packageDir: string
  readonly write: (path: string, text: string) => Promise<void>
}

/** Files are named from inside `profiles/`: `base/profile.json`. The scripts of generated Dockerfiles are hal's own. */
export async function profilesDir(
  files: Readonly<Record<string, string>>,
  pins: object = {},
): Promise<ProfilesDir> {
  const packageDir = await mkdtemp(join(tmpdir(), 'hal-test-images-'))
  const write = async (path: string, text: string): Promise<void> => {
    const file = join(packageDir, 'profiles', path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await mkdir(join(packageDir, 'profiles'))
  await cp(
    fileURLToPath(new URL('../../../docker/build', import.meta.url)),
    join(packageDir, 'docker/build'),
    {
      recursive: true,
    },
  )
  await writeFile(join(packageDir, 'docker/pins.json'), JSON.stringify(pins))
  for (const [path, text] of Object.entries(files)) await write(path, text)
  return { packageDir, write, [Symbol.asyncDispose]: () => rm(packageDir, { recursive: true }) }
}

/** A profile's two files, with the given declaration. */
export const profileFiles = (
  name: string,
  declaration: object,
  dockerfile = ['ARG PARENT', 'FROM $PARENT', ''].join('\n'),
): Readonly<Record<string, string>> => ({
  [`${name}/profile.json`]: JSON.stringify(declaration),
  [`${name}/Dockerfile`]: dockerfile,
})
