import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { defaultConfig } from './defaults.ts'
import { findProjectConfig, findUserConfig } from './find-files.ts'
import type { HalConfig } from './hal-config.ts'
import { keys } from './keys.ts'
import { lowering, merge, pathsOf } from './merge.ts'
import { type Env, stateDirOf, userConfigDirOf } from './paths.ts'
import { type ConfigFile, readConfigFile } from './read-file.ts'
import { readProxy, readVariables } from './read-variables.ts'
import { resolvePaths } from './resolve-paths.ts'

export interface ConfigRequest {
  readonly cwd: string
  readonly env: Env
  readonly home: string
  readonly userName: string
  /** The root of hal's own package. */
  readonly packageDir: string
  readonly flags: { readonly engine?: string }
  /** Read in place of the project's config, by the same rules. */
  readonly configFile?: string | undefined
  /** In place of the one that `env` names. */
  readonly stateDir?: string
  /** Leaves the project's config alone, for the command that is to trust it. */
  readonly isProjectIgnored?: boolean
}

export interface LoadedConfig {
  readonly config: HalConfig
  /** Who said it, for each key that has a value: `default`, a file's path, a variable's name or a flag. */
  readonly origins: ReadonlyMap<string, string>
  /** The files that count, the weaker first. */
  readonly files: readonly ConfigFile[]
  readonly stateDir: string
  readonly userConfigDir: string
}

/**
 * Finds and reads the config in force: defaults < the person's file < the project's < variables < flags. A project narrows only:
 * it may not set what is the person's alone, and its memory, cpus and pids count where they are lower.
 */
export const loadConfig = async (request: ConfigRequest): Promise<Result<LoadedConfig, ConfigFailure>> => {
  const { cwd, env, home, flags, userName } = request
  const stateDir = request.stateDir ?? stateDirOf(env, home)
  const userConfigDir = userConfigDirOf(env, home)
  const files = filesThatCount(request, userConfigDir)
  const { proxy, origins: proxyOrigins } = readProxy(env)
  let config: HalConfig = { ...defaultConfig(userName), proxy }
  const origins = new Map([...keys.map(({ path }) => [path, 'default'] as const), ...proxyOrigins])
  for (const file of files) {
    const read = await readConfigFile(file, { home, stateDir, packageDir: request.packageDir })
    if (!read.ok) return read
    const values = file.kind === 'project' ? lowering(read.value, config) : read.value
    config = merge(config, values)
    for (const path of pathsOf(values)) origins.set(path, file.path)
  }
  const variables = await readVariables(env)
  if (!variables.ok) return variables
  config = merge(config, resolvePaths(variables.value.values, { folder: cwd, home }))
  for (const [path, variable] of variables.value.origins) origins.set(path, variable)
  if (flags.engine !== undefined) {
    config = { ...config, engine: flags.engine }
    origins.set('engine', '--engine')
  }
  const unreadable = unreadableBundle(config, origins)
  return unreadable === undefined ? ok({ config, origins, files, stateDir, userConfigDir }) : fail(unreadable)
}

const filesThatCount = (
  { cwd, home, configFile, isProjectIgnored = false }: ConfigRequest,
  userConfigDir: string,
): readonly ConfigFile[] => {
  const user = findUserConfig(userConfigDir)
  const named = configFile === undefined ? findProjectConfig({ cwd, home }) : resolve(cwd, configFile)
  const project = isProjectIgnored ? undefined : named
  return [
    ...(user === undefined ? [] : [{ kind: 'user' as const, path: user }]),
    ...(project === undefined ? [] : [{ kind: 'project' as const, path: project }]),
  ]
}

/** Said here, with who set it, and not by whichever verb first needs it. */
const unreadableBundle = (
  { build }: HalConfig,
  origins: ReadonlyMap<string, string>,
): ConfigFailure | undefined => {
  const path = 'build.caBundle'
  if (build.caBundle === undefined) return undefined
  try {
    accessSync(build.caBundle, constants.R_OK)
    return undefined
  } catch {
    const expected = keys.find((key) => key.path === path)?.expected ?? ''
    return { reason: 'wrong-value', file: origins.get(path) ?? '', path, expected, got: build.caBundle }
  }
}
