import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loginSecret } from './agents/login.ts'
import type { Renewal } from './agents/renewal.ts'
import type { HalConfig, SecretSource } from './config/hal-config.ts'
import { dataDirOf, userConfigDirOf } from './config/paths.ts'
import type { Engine, EngineResult } from './engines/engine.ts'
import {
  findDevcontainers,
  findProjectPins,
  findProjectProfiles,
  profilesHome,
} from './images/declare/project-profiles.ts'
import type { ImageVerbs } from './images/verbs.ts'
import { parseBytes } from './lib/bytes.ts'
import { createLimiter } from './lib/limiter.ts'
import { ok } from './lib/result.ts'
import { accountCache } from './program/caches/account-cache.ts'
import { noSockets, socketCache } from './program/caches/socket-cache.ts'
import { timeNotes } from './program/caches/time-notes.ts'
import { shortly } from './program/secret-words.ts'
import { hasLoginFile, loginFile } from './workers/agent/login-store.ts'
import type { SecretKeeper, Secrets, StartDefaults, WorkersContext } from './workers/context.ts'
import { openWorkers } from './workers/open-workers.ts'
import type { WorkerVerbs } from './workers/verbs.ts'
import type { HostGit } from './workspace/host-git.ts'

/** What the outside world gives to hal, besides its config. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  readonly home: string
  /** What this machine calls itself. */
  readonly hostName: string
  readonly platform: NodeJS.Platform
  readonly uid: number
  readonly gid: number
  /** The root of hal's own package. */
  readonly packageDir: string
  readonly version: string
  readonly signal: AbortSignal
}

/** One program over one fleet: a config in, its verbs out. Nothing is opened before a verb needs it; dispose it to let go of the engine. */
export interface Hal extends AsyncDisposable {
  readonly workers: WorkerVerbs
  readonly images: ImageVerbs
  readonly engine: () => EngineResult<Engine>
  /** Engines there may be, as `--engine` names them, with the one that answered this hal. Asks none of them. */
  readonly engines: () => Promise<{ readonly present: string | undefined; readonly names: readonly string[] }>
}

export function openHal(config: HalConfig, stateDir: string, surroundings: Surroundings): Hal {
  const found = once(() => findAndOpen(config, surroundings))
  const engine = async () => {
    const one = await found()
    return one.ok ? ok(one.value.engine) : one
  }
  const images = lazyImages(config, engine, surroundings)
  return {
    engine,
    engines: () => enginesThere(config, surroundings, found.asked()),
    images,
    workers: openWorkers(workersContext(config, stateDir, { engine, images, surroundings })),
    [Symbol.asyncDispose]: async () => {
      const opened = await found.asked()
      if (opened?.ok === true) await opened.value.engine[Symbol.asyncDispose]()
    },
  }
}

async function findAndOpen(
  { engine: named }: HalConfig,
  { env, home, platform, uid }: Surroundings,
): EngineResult<NamedEngine> {
  const { findEngine, hereAndNow, nameOf, openDockerEngine, thisKernel } = await import(
    './engines/docker/index.ts'
  )
  const found = await findEngine(
    hereAndNow({ env, home, platform, uid }),
    named === undefined ? undefined : { engine: named, via: `the engine "${named}" that was asked for` },
  )
  if (!found.ok) return found
  const kernel = isDirect(env) ? thisKernel(uid) : undefined
  return ok({ engine: openDockerEngine({ ...found.value, kernel }), name: named ?? nameOf(found.value) })
}

/** HAL_DIRECT=off: always through the engine, as where its machine is another one. */
const isDirect = (env: Surroundings['env']): boolean => env['HAL_DIRECT'] !== 'off'

interface NamedEngine {
  readonly engine: Engine
  /** What `--engine` would call it. */
  readonly name: string
}

async function enginesThere(
  { engine: named }: HalConfig,
  { env, home, platform, uid }: Surroundings,
  asked: EngineResult<NamedEngine> | undefined,
): ReturnType<Hal['engines']> {
  const { hereAndNow, knownEngines } = await import('./engines/docker/index.ts')
  const found = await asked
  const present = found?.ok === true ? found.value.name : undefined
  const names = [present, named, ...knownEngines(hereAndNow({ env, home, platform, uid }))]
  return { present, names: [...new Set(names.filter((name) => name !== undefined))] }
}

interface Once<T> {
  (): Promise<T>
  /** What came of the first call, if there was one. */
  readonly asked: () => Promise<T> | undefined
}

function once<T>(open: () => Promise<T>): Once<T> {
  let opened: Promise<T> | undefined
  const call = () => {
    opened ??= open()
    return opened
  }
  return Object.assign(call, { asked: () => opened })
}

/** The image house is a chunk of its own: most commands never need it. */
function lazyImages(
  config: HalConfig,
  engine: () => EngineResult<Engine>,
  surroundings: Surroundings,
): ImageVerbs {
  const { images, build, profile, proxy } = config
  const load = once(async () => {
    const { openImages } = await import('./images/open-images.ts')
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

interface WorkersParts {
  readonly engine: () => EngineResult<Engine>
  readonly images: ImageVerbs
  readonly surroundings: Surroundings
}

function workersContext(
  config: HalConfig,
  stateDir: string,
  { engine, images, surroundings }: WorkersParts,
): WorkersContext {
  const { uid, gid, home, cwd, hostName, version, env, signal } = surroundings
  const tools = new Map<string | undefined, ReturnType<ImageVerbs['ensureTools']>>()
  /** Asked for once, and again where they could not be had. */
  const ensureTools: ImageVerbs['ensureTools'] = async ({ agent } = {}) => {
    const making = tools.get(agent) ?? images.ensureTools({ agent, signal, onBegin: () => onToolsStage() })
    tools.set(agent, making)
    const made = await making
    if (!made.ok) tools.delete(agent)
    return made
  }
  let onToolsStage = () => {}
  return {
    engine,
    owner: config.owner,
    person: { uid, gid, home },
    cwd,
    hostName,
    halVersion: version,
    dataDir: dataDirOf(env, home),
    git: lazyGit(surroundings),
    agents: config.agents,
    secrets: secretKeeper(config, surroundings),
    askForTokens: tokenAsker(config, surroundings),
    defaults: startDefaults(config),
    warmUp: () => images.warmUp(),
    chooseImage: (choice) => images.choose(choice),
    ensureTools: (onStage, _, wanted) => {
      onToolsStage = () => onStage('tools')
      return ensureTools(wanted)
    },
    pruneTools: (inUse) => images.pruneTools(inUse),
    accounts: accountCache(join(stateDir, 'accounts')),
    stops: timeNotes(join(stateDir, 'stops')),
    freezes: timeNotes(join(stateDir, 'freezes')),
    sockets: isDirect(env)
      ? socketCache(join(stateDir, 'sockets-folder'), engineKey(config, env))
      : noSockets,
    comingUp: createLimiter(8),
    signal,
  }
}

function secretKeeper({ agents, secrets }: HalConfig, { env, home, signal }: Surroundings): SecretKeeper {
  const dataDir = dataDirOf(env, home)
  const sourceOf = (agent: string | undefined, name: string, isKey: boolean): SecretSource | undefined =>
    (isKey && agent !== undefined ? agents[agent]?.apiKey : undefined) ??
    secrets[name] ??
    (agent !== undefined && (env[name] ?? '') !== '' ? { env: name } : undefined)
  return {
    ofAll: Object.keys(secrets),
    has: (agent, names) => names.filter((name, index) => sourceOf(agent, name, index === 0) !== undefined),
    whence: (agent, name, isKey) => {
      const source = sourceOf(agent, name, isKey)
      return source === undefined ? undefined : shortly(source)
    },
    logins: (agent, files) =>
      files.flatMap((path, index) => (hasLoginFile(dataDir, agent, path) ? [index] : [])),
    read: async (agent, names) => {
      const { findForm } = await import('./agents/forms.ts')
      const { readSecrets } = await import('./program/read-secrets.ts')
      const form = agent === undefined ? undefined : findForm(agent, agents)
      const [key] = form?.ok ? form.value.secrets : []
      const logins = new Map(
        form?.ok === true
          ? form.value.login?.files.map((path, index) => [
              loginSecret(index),
              { file: loginFile(dataDir, form.value.name, path) },
            ])
          : [],
      )
      const wanted = names.map((name) => ({
        name,
        source: logins.get(name) ?? sourceOf(agent, name, name === key) ?? { env: name },
      }))
      const read = await readSecrets(wanted, { env, signal })
      const renewal = form?.ok === true ? form.value.login?.renewal : undefined
      return read.ok && renewal !== undefined ? ok(withoutRenewal(read.value, renewal)) : read
    },
  }
}

/** What renews a login stays here. */
function withoutRenewal(secrets: Secrets, { read, shared }: Renewal): Secrets {
  const file = secrets.get(loginSecret(0))
  if (file === undefined || read(file) === undefined) return secrets
  return new Map([...secrets, [loginSecret(0), shared(file)]])
}

/** What is asked is waited for when hal is to end, too: the answer is the only copy of the next token. */
const tokenAsker =
  ({ build }: HalConfig, { env }: Surroundings): WorkersContext['askForTokens'] =>
  async (address, question) => {
    const { askByPost } = await import('./lib/post-json.ts')
    return askByPost(address, question, {
      ...{ env, ca: readBundle(build.caBundle)?.toString(), signal: new AbortController().signal },
      ...{ timeoutMs: 20_000, maxBytes: 256 * 1024 },
    })
  }

/** Few commands need it. */
function lazyGit({ env, signal }: Surroundings): HostGit {
  const open = once(async () => (await import('./workspace/host-git.ts')).openHostGit(env, signal))
  return {
    run: async (...command) => (await open()).run(...command),
    ask: async (...command) => (await open()).ask(...command),
  }
}

function startDefaults(config: HalConfig): StartDefaults {
  const memory = parseBytes(config.memory)
  if (!memory.ok) throw new Error(`the config let ${config.memory} through as a size`)
  return {
    memoryBytes: memory.value,
    cpus: config.cpus,
    pids: config.pids,
    workspace: config.workspace,
    env: { ...proxyVariables(config.proxy), ...config.env },
    network: config.network,
    mounts: config.mounts,
    caBundle: readBundle(config.build.caBundle),
    isRootAllowed: config.allowRoot,
    setup: config.setup,
    teardown: config.teardown,
  }
}

const readBundle = (path: string | undefined): Buffer | undefined =>
  path === undefined ? undefined : readFileSync(path)

/** Programs look for a proxy under names in capitals or in small letters: both are said. */
const proxyVariables = (proxy: HalConfig['proxy']): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(proxy).flatMap(([kind, value]) => [
      [`${kind.toUpperCase()}_PROXY`, value],
      [`${kind}_proxy`, value],
    ]),
  )

/** What decides which engine is meant: the cache of one engine's folder must not be read for another's. */
const engineKey = (config: HalConfig, env: Surroundings['env']): string =>
  JSON.stringify([config.engine, config.owner, env['DOCKER_HOST'], env['DOCKER_CONTEXT']])
