import { join, resolve } from 'node:path'
import { namesFolder } from './names-folder.ts'
import type { ConfigValues } from './schema.ts'

/** Makes paths absolute: they are written from the folder that the file is in, or from home with `~/`. */
export const resolvePaths = (
  values: ConfigValues,
  { folder, home }: { readonly folder: string; readonly home: string },
): ConfigValues => {
  const { workspace, profiles, mounts, build, agents, secrets, secretFile } = values
  const absolute = (path: string) =>
    path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : resolve(folder, path)
  return {
    ...values,
    ...(workspace === undefined || !namesFolder(workspace) ? {} : { workspace: absolute(workspace) }),
    ...(secretFile === undefined ? {} : { secretFile: absolute(secretFile) }),
    ...(profiles === undefined ? {} : { profiles: profiles.map(absolute) }),
    ...(mounts === undefined
      ? {}
      : { mounts: mounts.map((mount) => ({ ...mount, source: absolute(mount.source) })) }),
    ...(agents === undefined ? {} : { agents: inEach(agents, (agent) => keyIn(agent, absolute)) }),
    ...(secrets === undefined ? {} : { secrets: inEach(secrets, (secret) => fileIn(secret, absolute)) }),
    ...(build === undefined
      ? {}
      : {
          build: {
            ...build,
            ...(build.caBundle === undefined ? {} : { caBundle: absolute(build.caBundle) }),
            ...(build.secrets === undefined ? {} : { secrets: inEach(build.secrets, absolute) }),
          },
        }),
  }
}

type Values<K extends 'agents' | 'secrets'> = NonNullable<ConfigValues[K]>
type Absolute = (path: string) => string

const inEach = <T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

const keyIn = (agent: Values<'agents'>[string], absolute: Absolute): Values<'agents'>[string] =>
  agent.apiKey === undefined ? agent : { ...agent, apiKey: fileIn(agent.apiKey, absolute) }

const fileIn = (secret: Values<'secrets'>[string], absolute: Absolute): Values<'secrets'>[string] =>
  'file' in secret ? { file: absolute(secret.file) } : secret
