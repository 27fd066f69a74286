import { join } from 'node:path'
import type { HalConfig } from './config/hal-config.ts'
import { dataDirOf } from './config/paths.ts'
import type { Engine, EngineResult } from './engines/engine.ts'
import type { ImageVerbs } from './images/verbs.ts'
import { parseBytes } from './lib/bytes.ts'
import { parseDuration } from './lib/duration.ts'
import { onceItCan } from './lib/once.ts'
import { fail, ok } from './lib/result.ts'
import { proxyVariables, readBundle } from './program/config-parts.ts'
import { countedEngine } from './program/counted-engine.ts'
import { lazyImages } from './program/lazy-images.ts'
import { machineImages } from './program/machine-images.ts'
import { isDirect, type Surroundings } from './program/surroundings.ts'
import { lazyGit, workersContext } from './program/workers-context.ts'
import { openRemote } from './remote/open-remote.ts'
import type { Store, StoreResult } from './store/store.ts'
import { openTasks } from './tasks/open-tasks.ts'
import type { TaskVerbs } from './tasks/verbs.ts'
import { HistoryKeeper } from './workers/history/keeper.ts'
import { openWorkers } from './workers/open-workers.ts'
import type { WorkerVerbs } from './workers/verbs.ts'

export type { Surroundings }

/** One program over one fleet: a config in, its verbs out. Nothing is opened before a verb needs it; dispose it to let go of the engine. */
export interface Hal extends AsyncDisposable {
  readonly workers: WorkerVerbs
  readonly images: ImageVerbs
  readonly tasks: TaskVerbs
  readonly engine: () => EngineResult<Engine>
  /** Engines there may be, as `--engine` names them, with the one that answered this hal. Asks none of them. */
  readonly engines: () => Promise<{ readonly present: string | undefined; readonly names: readonly string[] }>
}

/** What one hal may have of another, which outlives it and lets go of it. */
export type Shared = Pick<Hal, 'engine' | 'images'>

export function openHal(
  config: HalConfig,
  stateDir: string,
  surroundings: Surroundings,
  shared?: Shared,
): Hal {
  return config.url === undefined
    ? openHere(config, { stateDir, surroundings, shared })
    : openAfar(config, config.url, surroundings)
}

/** The fleet of a server. What needs an engine fails where it asks for one. */
function openAfar(config: HalConfig, url: string, surroundings: Surroundings): Hal {
  const engine = async () =>
    fail({ reason: 'not-from-afar', url, what: 'what needs the engine itself' } as const)
  const { env, home, cwd, signal, secret = ok(undefined) } = surroundings
  const remote = openRemote(
    {
      ...{ url, secret, signal },
      ...{ ca: readBundle(config.build.caBundle), proxy: proxyVariables(config.proxy) },
    },
    { git: lazyGit(surroundings), cwd, dataDir: dataDirOf(env, home) },
    lazyImages(config, engine, surroundings),
  )
  return {
    ...remote,
    engine,
    engines: async () => ({ present: undefined, names: [] }),
    [Symbol.asyncDispose]: async () => {},
  }
}

interface Here {
  readonly stateDir: string
  readonly surroundings: Surroundings
  readonly shared: Shared | undefined
}

function openHere(config: HalConfig, { stateDir, surroundings, shared }: Here): Hal {
  const found = onceItCan(() => openCounted(config, surroundings))
  const ownEngine = async () => {
    const one = await found()
    return one.ok ? ok(one.value.engine) : one
  }
  const engine = shared?.engine ?? ownEngine
  const images = shared?.images ?? imagesHere(config, engine, surroundings)
  const store = onceItCan(() => openStore(surroundings))
  const { owner } = config
  const keep = keepOf(config)
  const { onUnkept } = surroundings
  const history = new HistoryKeeper({ store, file: storeFile(surroundings), owner, keep, onUnkept })
  const workers = openWorkers(workersContext(config, stateDir, { engine, images, history, surroundings }))
  return {
    engine,
    engines: () => enginesThere(config, surroundings, found.asked()),
    images,
    workers,
    tasks: openTasks({
      ...{ store, workers, images, agents: config.agents, signal: surroundings.signal },
      ...{
        usualAgent: config.tasks.agent,
        concurrency: config.tasks.concurrency,
        keep,
        leaveBehind: surroundings.leaveBehind,
      },
      locksDir: join(stateDir, 'task-locks'),
      cwd: surroundings.cwd,
    }),
    [Symbol.asyncDispose]: async () => {
      await history[Symbol.asyncDispose]()
      const [opened, kept] = await Promise.all([found.asked(), store.asked()])
      if (opened?.ok === true) await opened.value.engine[Symbol.asyncDispose]()
      if (kept?.ok === true) await kept.value[Symbol.asyncDispose]()
    },
  }
}

const imagesHere = (config: HalConfig, engine: Hal['engine'], surroundings: Surroundings): ImageVerbs => {
  const images = lazyImages(config, engine, surroundings)
  return config.engine === processEngine ? machineImages(images, toolsHere) : images
}

/** What can't be read is a mistake that the config's own check has told of. */
function keepOf({ tasks: { keepFor, keepSize } }: HalConfig): {
  readonly forMs: number
  readonly bytes: number
} {
  const time = parseDuration(keepFor)
  const size = parseBytes(keepSize)
  return {
    forMs: time.ok ? time.value : Number.POSITIVE_INFINITY,
    bytes: size.ok ? size.value : Number.POSITIVE_INFINITY,
  }
}

/** Few commands need it. */
async function openStore(surroundings: Surroundings): StoreResult<Store> {
  const { openSqliteStore } = await import('./store/sqlite/sqlite-store.ts')
  return openSqliteStore(storeFile(surroundings))
}

const storeFile = ({ env, home }: Surroundings): string => join(dataDirOf(env, home), 'hal.db')

/** As `--engine` names the one whose workers are processes of hal's own container. */
export const processEngine = 'process'
const toolsHere = '/tools'

async function openProcesses(
  { allowNoIsolation }: HalConfig,
  { env, home, platform }: Surroundings,
): EngineResult<NamedEngine> {
  // It asks /proc, and hal's tools are programs for Linux.
  if (platform !== 'linux')
    return fail({
      ...{ reason: 'not-supported', what: 'run where there is no Linux' },
      engine: 'the process engine',
    })
  const { isContained, opened, openProcessEngine } = await import('./engines/process/index.ts')
  if (!allowNoIsolation && !isContained(env)) return fail({ reason: 'no-isolation' })
  const dir = join(dataDirOf(env, home), 'process')
  const engine = opened(dir, () => openProcessEngine({ dir, toolsDir: toolsHere, env }))
  return engine.ok ? ok({ engine: engine.value, name: processEngine }) : engine
}

async function openCounted(config: HalConfig, surroundings: Surroundings): EngineResult<NamedEngine> {
  const found = await findAndOpen(config, surroundings)
  if (!found.ok) return found
  const { engine, name } = found.value
  return ok({ engine: countedEngine(engine, surroundings.onEngineCall), name })
}

async function findAndOpen(config: HalConfig, surroundings: Surroundings): EngineResult<NamedEngine> {
  const { engine: named } = config
  if (named === processEngine) return openProcesses(config, surroundings)
  const { env, home, platform, uid } = surroundings
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
