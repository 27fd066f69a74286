import { existsSync, lstatSync, realpathSync } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { keys } from './keys.ts'
import { pathsOf } from './merge.ts'
import { namesFolder } from './names-folder.ts'
import { isRedirecting } from './redirecting-variables.ts'
import type { ConfigValues } from './schema.ts'

/**
 * A project's values, when they widen nothing: no key that is the person's alone, no variable that sends an agent elsewhere, no folder
 * outside the project, through links neither. Paths have to be absolute already.
 */
export const narrowing = (values: ConfigValues, file: string): Result<ConfigValues, ConfigFailure> => {
  const said = pathsOf(values)
  const widening = keys.find(({ path, isWidening }) => isWidening && said.some((one) => isWithin(one, path)))
  if (widening !== undefined)
    return fail({ reason: 'widening-key', file, path: widening.path, isOutside: false })
  const { workspace, profiles = [], env = {} } = values
  const redirecting = Object.keys(env).find(isRedirecting)
  if (redirecting !== undefined)
    return fail({ reason: 'redirecting-variable', file, path: `env.${redirecting}` })
  if (workspace !== undefined && namesFolder(workspace) && !isInside(workspace, file)) {
    return fail({ reason: 'widening-key', file, path: 'workspace', isOutside: true })
  }
  if (!profiles.every((folder) => isInside(folder, file))) {
    return fail({ reason: 'widening-key', file, path: 'profiles', isOutside: true })
  }
  return ok(values)
}

/** What stands below a key, such as one agent's settings below `agents`, is said by that key. */
const isWithin = (said: string, key: string): boolean => said === key || said.startsWith(`${key}.`)

const isInside = (folder: string, file: string): boolean => {
  const way = relative(realOf(dirname(file)), realOf(folder))
  return way !== '..' && !way.startsWith(`..${sep}`)
}

/** Where a path really leads; of what doesn't exist yet, where its folder leads. A link to nothing may lead anywhere one day. */
const realOf = (path: string): string => {
  if (existsSync(path)) return realpathSync(path)
  return isLink(path) || dirname(path) === path ? sep : join(realOf(dirname(path)), basename(path))
}

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
  } catch {
    // Behind a folder that the person can't look into.
    return true
  }
}
