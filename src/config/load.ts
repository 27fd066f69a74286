import { accessSync, constants } from 'node:fs'
import { resolve } from 'node:path'
import { fail, ok, type Result } from '../lib/result.ts'
import type { ConfigFailure } from './config-failure.ts'
import { defaultConfig } from './defaults.ts'
import { findProjectConfig, findUserConfig } from './find-files.ts'
import type { HalConfig } from './hal-config.ts'
import { keys } from './keys.ts'
import { type LeftAside, lowering, merge, pathsOf } from './merge.ts'
import { type Env, stateDirOf, userConfigDirOf } from './paths.ts'
import { type ConfigFile, readConfigFile } from './read-file.ts'
import { type Flags, readFlags } from './read-flags.ts'
import { readProxy, readVariables } from './read-variables.ts'
import { resolvePaths } from './resolve-paths.ts'
import { withoutOthersSecret } from './server-secret.ts'
import { type FileTrust, trustOf } from './trust.ts'

export interface ConfigRequest {
  readonly cwd: string
  readonly env: Env
  readonly home: string
  readonly userName: string
  /** The root of hal's own package. */
  readonly packageDir: string
  readonly flags: Flags
  /** Read in place of the project's config, by the same rules. */
  readonly configFile?: string | undefined
  /** In place of the one that `env` names. */
  readonly stateDir?: string
  /** Finds the project's config and leaves it unread, for the command that is to trust it. */
  readonly isProjectIgnored?: boolean
}

export interface LoadedConfig {
  readonly config: HalConfig
  /** Who said it, for each key that has a value: `default`, a file's path, a variable's name or a flag. */
  readonly origins: ReadonlyMap<string, string>
  /** What the project says and may not, since it would raise a limit. */
  readonly leftAside: readonly IgnoredLimit[]
  /** The files that there are, the weaker first. */
  readonly files: readonly FoundFile[]
  readonly stateDir: string
  readonly userConfigDir: string
}

export interface IgnoredLimit extends LeftAside {
  readonly file: string
}

export interface FoundFile extends ConfigFile {
  readonly trust: FileTrust
}

/** What can be read of the config, and what can't: a file with a mistake is left out whole, and so is a variable. */
export interface GatheredConfig extends LoadedConfig {
  readonly failures: readonly ConfigFailure[]
}

/** The config in force, or the first thing that is wrong with it. */
export const loadConfig = async (request: ConfigRequest): Promise<Result<LoadedConfig, ConfigFailure>> => {
  const { failures, ...loaded } = await gatherConfig(request)
  return failures[0] === undefined ? ok(loaded) : fail(failures[0])
}

/**
 * Finds and reads the config in force: defaults < the person's file < the project's < variables < flags. A project narrows only:
 * it may not set what is the person's alone, and its memory, cpus and pids count where they are lower.
 */
export const gatherConfig = async (request: ConfigRequest): Promise<GatheredConfig> => {
  const { cwd, env, home, flags, userName } = request
  const stateDir = request.stateDir ?? stateDirOf(env, home)
  const userConfigDir = userConfigDirOf(env, home)
  const files = filesThatCount(request, userConfigDir)
  const failures: ConfigFailure[] = []
  const leftAside: IgnoredLimit[] = []
  const { proxy, origins: proxyOrigins } = readProxy(env)
  let config: HalConfig = { ...defaultConfig(userName), proxy }
  const origins = new Map([...keys.map(({ path }) => [path, 'default'] as const), ...proxyOrigins])
  for (const file of files) {
    if (file.kind === 'project' && request.isProjectIgnored === true) continue
    const read = await readConfigFile(file, { home, stateDir, packageDir: request.packageDir })
    if (!read.ok) {
      failures.push(read.failure)
      continue
    }
    const lowered = file.kind === 'project' ? lowering(read.value, config) : undefined
    leftAside.push(...(lowered?.leftAside ?? []).map((limit) => ({ ...limit, file: file.path })))
    const values = lowered?.values ?? read.value
    config = merge(config, values)
    if (file.kind === 'user') config = { ...config, personsProfiles: config.profiles }
    for (const path of pathsOf(values)) origins.set(path, file.path)
  }
  const variables = await readVariables(env)
  failures.push(...variables.failures)
  const said = resolvePaths(variables.values, { folder: cwd, home })
  config = merge(withoutOthersSecret(config, said), said)
  config = { ...config, personsProfiles: [...config.personsProfiles, ...(said.profiles ?? [])] }
  for (const [path, variable] of variables.origins) origins.set(path, variable)
  const typed = await readFlags(flags, { folder: cwd, home })
  failures.push(...typed.failures)
  config = { ...withoutOthersSecret(config, typed.values), ...typed.values }
  for (const [path, flag] of typed.origins) origins.set(path, flag)
  if (config.secretFile === undefined) origins.set('secretFile', 'default')
  const unreadable = unreadableBundle(config, origins)
  if (unreadable !== undefined) {
    failures.push(unreadable)
    config = { ...config, build: { ...config.build, caBundle: undefined } }
  }
  for (const [id, file] of Object.entries(config.build.secrets))
    if (!isReadable(file)) failures.push(unreadableFile(`build.secrets.${id}`, file, origins))
  const secrets = Object.fromEntries(
    Object.entries(config.build.secrets).filter(([, file]) => isReadable(file)),
  )
  config = { ...config, build: { ...config.build, secrets } }
  const found = files.map((file) => ({ ...file, trust: trustOf(file, stateDir) }))
  return { config, origins, leftAside, files: found, stateDir, userConfigDir, failures }
}

const filesThatCount = (
  { cwd, home, configFile }: ConfigRequest,
  userConfigDir: string,
): readonly ConfigFile[] => {
  const user = findUserConfig(userConfigDir)
  const project = configFile === undefined ? findProjectConfig({ cwd, home }) : resolve(cwd, configFile)
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
  return build.caBundle === undefined || isReadable(build.caBundle)
    ? undefined
    : unreadableFile('build.caBundle', build.caBundle, origins)
}

function unreadableFile(path: string, got: string, origins: LoadedConfig['origins']): ConfigFailure {
  const key = keys.find((one) => path === one.path || path.startsWith(`${one.path}.`))
  return {
    ...{ reason: 'wrong-value', file: origins.get(key?.path ?? '') ?? '', path },
    ...{ expected: key?.expected ?? '', got },
  }
}

const isReadable = (file: string): boolean => {
  try {
    accessSync(file, constants.R_OK)
    return true
  } catch {
    return false
  }
}
