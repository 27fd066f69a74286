import { join } from 'node:path'
import type { HalConfig } from '../config/hal-config.ts'
import { dataDirOf } from '../config/paths.ts'
import type { Engine, EngineResult } from '../engines/engine.ts'
import type { ImageVerbs } from '../images/verbs.ts'
import { parseBytes } from '../lib/bytes.ts'
import { createLimiter } from '../lib/limiter.ts'
import { once } from '../lib/once.ts'
import type { StartDefaults, WorkersContext } from '../workers/context.ts'
import type { History } from '../workers/history/keeper.ts'
import type { HostGit } from '../workspace/host-git.ts'
import { accountCache } from './caches/account-cache.ts'
import { noSockets, socketCache } from './caches/socket-cache.ts'
import { timeNotes } from './caches/time-notes.ts'
import { proxyVariables, readBundle } from './config-parts.ts'
import { secretKeeper, tokenAsker } from './secret-keeper.ts'
import { isDirect, type Surroundings } from './surroundings.ts'

interface WorkersParts {
  readonly engine: () => EngineResult<Engine>
  readonly images: ImageVerbs
  readonly history: History
  readonly surroundings: Surroundings
}

/** What the verbs on workers work with, of a config and its surroundings. */
export function workersContext(
  config: HalConfig,
  stateDir: string,
  { engine, images, history, surroundings }: WorkersParts,
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
    history,
    comingUp: createLimiter(8),
    signal,
  }
}

/** Few commands need it. */
export function lazyGit({ env, signal }: Surroundings): HostGit {
  const open = once(async () => (await import('../workspace/host-git.ts')).openHostGit(env, signal))
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

/** What decides which engine is meant: the cache of one engine's folder must not be read for another's. */
const engineKey = (config: HalConfig, env: Surroundings['env']): string =>
  JSON.stringify([config.engine, config.owner, env['DOCKER_HOST'], env['DOCKER_CONTEXT']])
