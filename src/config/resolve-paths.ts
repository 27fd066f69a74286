import { join, resolve } from 'node:path'
import { namesFolder } from './names-folder.ts'
import type { ConfigValues } from './schema.ts'

/** Makes paths absolute: they are written from the folder that the file is in, or from home with `~/`. */
export const resolvePaths = (
  values: ConfigValues,
  { folder, home }: { readonly folder: string; readonly home: string },
): ConfigValues => {
  const { workspace, profiles, mounts, build } = values
  const absolute = (path: string) =>
    path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : resolve(folder, path)
  return {
    ...values,
    ...(workspace === undefined || !namesFolder(workspace) ? {} : { workspace: absolute(workspace) }),
    ...(profiles === undefined ? {} : { profiles: profiles.map(absolute) }),
    ...(mounts === undefined
      ? {}
      : { mounts: mounts.map((mount) => ({ ...mount, source: absolute(mount.source) })) }),
    ...(build === undefined
      ? {}
      : {
          build: {
            ...build,
            ...(build.caBundle === undefined ? {} : { caBundle: absolute(build.caBundle) }),
            ...(build.secrets === undefined
              ? {}
              : {
                  secrets: Object.fromEntries(
                    Object.entries(build.secrets).map(([id, file]) => [id, absolute(file)]),
                  ),
                }),
          },
        }),
  }
}
