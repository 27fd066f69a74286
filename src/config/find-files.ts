import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const extensions = ['ts', 'mts', 'js', 'mjs', 'cjs', 'json', 'yaml', 'yml']
const projectNames = [
  ...extensions.map((extension) => `hal.config.${extension}`),
  '.halrc',
  ...extensions.map((extension) => `.halrc.${extension}`),
]
const userNames = extensions.map((extension) => `config.${extension}`)

/** The person's own config: the first there is of config.ts, .mts, .js, .mjs, .cjs, .json, .yaml, .yml. */
export const findUserConfig = (userConfigDir: string): string | undefined => firstIn(userConfigDir, userNames)

/**
 * The project's config nearest to `cwd`: hal.config.*, .halrc, .halrc.*, or the "hal" key of a package.json. Looked for up to the
 * git root or, without one, up to the home folder; elsewhere only in `cwd`, since others may write above it (/tmp).
 */
export const findProjectConfig = ({
  cwd,
  home,
}: {
  readonly cwd: string
  readonly home: string
}): string | undefined => {
  for (const folder of foldersUp(cwd, home)) {
    const found = firstIn(folder, projectNames) ?? packageWithHal(folder)
    if (found !== undefined) return found
  }
  return undefined
}

const foldersUp = (cwd: string, home: string): readonly string[] => {
  const above: string[] = []
  for (let folder = cwd; ; folder = dirname(folder)) {
    above.push(folder)
    if (folder === home || existsSync(join(folder, '.git'))) return above
    if (dirname(folder) === folder) return [cwd]
  }
}

const firstIn = (folder: string, names: readonly string[]): string | undefined =>
  names.map((name) => join(folder, name)).find((path) => existsSync(path))

const packageWithHal = (folder: string): string | undefined => {
  const path = join(folder, 'package.json')
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
    return typeof parsed === 'object' && parsed !== null && 'hal' in parsed ? path : undefined
  } catch {
    // Not there, or broken: npm's business.
    return undefined
  }
}
