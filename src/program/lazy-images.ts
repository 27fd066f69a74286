import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { HalConfig } from '../config/hal-config.ts'
import { userConfigDirOf } from '../config/paths.ts'
import type { Engine, EngineResult } from '../engines/engine.ts'
import {
  findDevcontainers,
  findProjectPins,
  findProjectProfiles,
  profilesHome,
} from '../images/declare/project-profiles.ts'
import type { ImageVerbs } from '../images/verbs.ts'
import { once } from '../lib/once.ts'
import { proxyVariables, readBundle } from './config-parts.ts'
import type { Surroundings } from './surroundings.ts'

/** The image house is a chunk of its own: most commands never need it. */
export function lazyImages(
  config: HalConfig,
  engine: () => EngineResult<Engine>,
  surroundings: Surroundings,
): ImageVerbs {
  const { images, build, profile, proxy } = config
  const load = once(async () => {
    const { openImages } = await import('../images/open-images.ts')
    return openImages({
      engine,
      packageDir: surroundings.packageDir,
      ...profileFolders(config, surroundings),
      devcontainers: findDevcontainers(surroundings.cwd, surroundings.home),
      pinFiles: pinFiles(surroundings),
      defaultProfile: profile,
      settings: { session: images.session, tasks: images.tasks },
      destination: images,
      concurrency: build.concurrency,
      toolsBase: images.base,
      caBundle: readBundle(build.caBundle),
      caBundleFile: build.caBundle,
      secretFiles: build.secrets,
      npmRegistry: build.npmRegistry.replace(/\/+$/, ''),
      proxy: proxyVariables(proxy),
    })
  })
  return {
    resolve: async (wanted) => (await load()).resolve(wanted),
    warmUp: async () => (await load()).warmUp(),
    buildProfiles: async ({ lockFile, ...input }) =>
      (await load()).buildProfiles({
        ...input,
        lockFile: lockFile === undefined ? undefined : resolve(surroundings.cwd, lockFile),
      }),
    profiles: async (selection) => (await load()).profiles(selection),
    refused: async () => (await load()).refused(),
    bakeFile: async (input) => (await load()).bakeFile(input),
    plan: async (input) => (await load()).plan(input),
    detect: async (dir) => (await load()).detect(resolve(surroundings.cwd, dir)),
    verify: async (input) => (await load()).verify(input),
    outdated: async (input) => (await load()).outdated(input),
    upgrade: async ({ file, ...input }) =>
      (await load()).upgrade({ ...input, file: file === undefined ? file : resolve(surroundings.cwd, file) }),
    sizes: async () => (await load()).sizes(),
    scaffold: async (name, dir) =>
      (await load()).scaffold(name, profilesHome(resolve(surroundings.cwd, dir), surroundings.home)),
    choose: async (input) => (await load()).choose(input),
    ensureTools: async (input) => (await load()).ensureTools(input),
    prunable: async (input) => (await load()).prunable(input),
    prune: async (unused) => (await load()).prune(unused),
    pruneTools: async (inUse) => (await load()).pruneTools(inUse),
    pruneToolsImages: async (inUse) => (await load()).pruneToolsImages(inUse),
    tools: async () => (await load()).tools(),
  }
}

/** A later one's profile takes the place of one of the same name: the person's for all projects, the project's, then those that the config names. */
function profileFolders({ profiles, personsProfiles }: HalConfig, { cwd, env, home }: Surroundings) {
  const forAll = join(userConfigDirOf(env, home), 'profiles')
  const mine = existsSync(forAll) ? [forAll] : []
  return {
    profileFolders: [...mine, ...[findProjectProfiles(cwd, home) ?? []].flat(), ...profiles],
    personsFolders: [...mine, ...personsProfiles],
  }
}

/** The person's for all projects, and over them the project's: who locks versions there builds with those. */
const pinFiles = ({ cwd, env, home }: Surroundings): readonly string[] => [
  join(userConfigDirOf(env, home), 'pins.json'),
  ...[findProjectPins(cwd, home) ?? []].flat(),
]
