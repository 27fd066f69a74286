import { readFileSync } from 'node:fs'
import { basename, dirname, extname } from 'node:path'
import { printable } from '../lib/printable.ts'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { isCode } from './is-code.ts'
import { narrowing } from './narrowing.ts'
import { resolvePaths } from './resolve-paths.ts'
import type { ConfigValues } from './schema.ts'
import { trustIn } from './trust.ts'

/** A config file that counts. */
export interface ConfigFile {
  readonly kind: 'user' | 'project'
  readonly path: string
}

interface Place {
  readonly home: string
  readonly stateDir: string
  readonly packageDir: string
}

/** What a file says, checked; its paths absolute. Code of a project runs only when the person trusts it as it is. */
export const readConfigFile = async (
  { kind, path }: ConfigFile,
  place: Place,
): Promise<Result<ConfigValues, ConfigFailure>> => {
  const said = await readRaw({ kind, path }, place)
  if (!said.ok) return said
  const { checkValues } = await import('./check-values.ts')
  const checked = checkValues(said.value, path)
  if (!checked.ok) return checked
  const values = resolvePaths(checked.value, { folder: dirname(path), home: place.home })
  return kind === 'project' ? narrowing(values, path) : ok(values)
}

const readRaw = async ({ kind, path }: ConfigFile, place: Place): Promise<Result<unknown, ConfigFailure>> => {
  try {
    const content = readFileSync(path)
    if (!isCode(path)) return ok(await readData(path, content.toString('utf8')))
    if (kind === 'project') {
      const trust = trustIn(path, { content, stateDir: place.stateDir })
      if (trust !== 'trusted') {
        return fail({ reason: 'untrusted-config', file: path, hasChanged: trust === 'changed' })
      }
    }
    const { runCode } = await import('./run-code.ts')
    return ok(
      await runCode({ file: path, content, packageDir: place.packageDir, isAlone: kind === 'project' }),
    )
  } catch (error) {
    return fail({ reason: 'config-unreadable', file: path, detail: detailOf(error, path) })
  }
}

/** What a file system says of the file itself, in words. */
const refusals: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file.',
  EACCES: 'you may not read it.',
}

/** What is wrong, without the file's name, which the failure has. Parsers quote the file, so each line is made safe to print. */
const detailOf = (error: unknown, path: string): string => {
  const refusal = error instanceof Error && 'code' in error ? refusals[String(error.code)] : undefined
  if (refusal !== undefined && error instanceof Error && 'path' in error && error.path === path)
    return refusal
  const message = error instanceof Error ? error.message : String(error)
  const lines = message
    .replace(/^\w+ Error in (.*):\n/, (start, name) => (name === path ? '' : start))
    .split('\n')
  return lines.map(printable).join('\n')
}

/**
 * JSON or YAML; an empty file says nothing. cosmiconfig's readers alone, which only parse: `cosmiconfig()` itself would run
 * `.config/config.js` (.ts, .cjs, .mjs) of the current folder as soon as it is called, and its search would run `.config/halrc.js` and
 * follow `$import` to other files, all of it code that nobody was asked about.
 */
const readData = async (path: string, text: string): Promise<unknown> => {
  if (text.trim() === '') return {}
  const { defaultLoaders } = await import('cosmiconfig')
  if (basename(path) === 'package.json') {
    const whole: unknown = await defaultLoaders['.json'](path, text)
    return typeof whole === 'object' && whole !== null && 'hal' in whole ? whole.hal : {}
  }
  const read: unknown = await defaultLoaders[extname(path) === '.json' ? '.json' : '.yaml'](path, text)
  return read ?? {}
}
