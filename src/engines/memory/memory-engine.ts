import { ok } from '../../lib/result.ts'
import type { Engine, EngineInfo } from '../engine.ts'
import { isAlive } from './memory-container.ts'
import { execMethod, type MemoryCommands } from './memory-exec.ts'
import { fileMethods } from './memory-files.ts'
import { imageMethods, memoryImages } from './memory-images.ts'
import { endContainer, memoryLifecycle } from './memory-lifecycle.ts'
import { sharedMethods } from './memory-shared.ts'
import { MemoryState } from './memory-state.ts'
import { sampleStats } from './memory-stats.ts'

export interface MemoryEngineOptions {
  /** References that can be run at once. */
  readonly images?: readonly string[]
  /** References that `pull` can get. */
  readonly registry?: readonly string[]
  /** Scripted processes for `exec`, by the first word of argv, besides `true`, `false`, `cat` and `echo`. */
  readonly commands?: MemoryCommands
  readonly info?: Partial<EngineInfo>
  /** How long between two stats samples. */
  readonly statsEveryMs?: number
}

/** The memory engine, with the strings a test may pull. */
export interface MemoryEngine extends Engine {
  readonly kind: 'memory'
  /** A container's first process ends by itself. */
  readonly end: (
    id: string,
    exit: { readonly exitCode: number; readonly isOom?: boolean; readonly log?: readonly string[] },
  ) => void
  /** The engine goes away: every call answers `engine-lost`, containers live on. */
  readonly lose: (why: string) => void
  readonly recover: () => void
}

/** An engine without an engine: containers are records in this process, their processes are functions. For tests and demonstrations. */
export function openMemoryEngine(options: MemoryEngineOptions = {}): MemoryEngine {
  const info: EngineInfo = { ...memoryInfo, ...options.info }
  const state = new MemoryState(info.address)
  const images = memoryImages(options.images ?? [])
  const held = new AbortController()
  const heldBy = (signal: AbortSignal) => AbortSignal.any([signal, held.signal])
  const { containers, events, answer, withContainer } = state

  return {
    kind: 'memory',
    info: () => answer(() => ok(info)),
    cameUpEmptyAt: () => answer(() => ok(undefined)),
    ...memoryLifecycle(state, images),
    exec: execMethod(state, options.commands ?? {}),
    events: (labels, signal) => events.watch(labels, heldBy(signal)),
    stats: (id, signal) =>
      sampleStats(() => containers.get(id), {
        everyMs: options.statsEveryMs ?? 1_000,
        signal: heldBy(signal),
      }),
    ...fileMethods(state),
    containerLog: (id, { lines }) => withContainer(id, ({ log }) => ok(log.slice(-lines))),
    ...imageMethods(state, { images, registry: options.registry ?? [], engine: info.name }),
    ...sharedMethods(state),
    end: (id, { exitCode, isOom = false, log = [] }) => {
      const container = containers.get(id)
      if (container === undefined || !isAlive(container)) return
      container.log.push(...log)
      endContainer(state, container, { exitCode, isOom })
    },
    lose: (why) => events.lose(why),
    recover: () => events.recover(),
    [Symbol.asyncDispose]: async () => {
      held.abort()
      for (const container of containers.values()) for (const process of container.processes) process.abort()
    },
  }
}

const memoryInfo: EngineInfo = {
  name: 'memory 1',
  version: '1.0.0',
  apiVersion: '1.0',
  address: 'memory:',
  hostName: 'memory',
  cpus: 4,
  memoryBytes: 16 * 1024 ** 3,
  architecture: 'x86_64',
  isRootless: false,
  isLocal: false,
  capabilities: new Set([
    'volume-subpath',
    'live-restore',
    'pids-limit',
    'memory-limit',
    'cpu-limit',
    'pause',
    'own-files',
  ]),
  warnings: [],
}
