import { setInterval as ticks } from 'node:timers/promises'
import { fail, ok } from '../../lib/result.ts'
import type { Container, Engine, EngineInfo, EngineResult, Image, Labels, Stats } from '../engine.ts'
import type { EngineFailure } from '../engine-failure.ts'
import { hasLabels, isAlive, type MemoryContainer, snapshotOf } from './memory-container.ts'
import { MemoryEvents } from './memory-events.ts'
import { builtInCommands, type MemoryCommands, startMemoryProcess } from './memory-exec.ts'
import { type MemoryVolumes, placeOf } from './memory-files.ts'

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
  const containers = new Map<string, MemoryContainer>()
  const volumeFiles: MemoryVolumes = new Map()
  const volumeLabels = new Map<string, Labels>()
  const images = new Map<string, Image>()
  const networks = new Set<string>()
  const events = new MemoryEvents()
  const held = new AbortController()
  const commands = new Map(Object.entries({ ...builtInCommands, ...options.commands }))
  const info: EngineInfo = { ...memoryInfo, ...options.info }
  let count = 0
  for (const reference of options.images ?? []) images.set(reference, imageOf(reference))

  const answer = async <T>(work: () => Awaited<EngineResult<T>>): EngineResult<T> =>
    events.lostBecause === undefined
      ? work()
      : fail({ reason: 'engine-lost', address: info.address, detail: events.lostBecause })

  const withContainer = <T>(
    id: string,
    work: (container: MemoryContainer) => Awaited<EngineResult<T>>,
  ): EngineResult<T> =>
    answer(() => {
      const container = containers.get(id) ?? [...containers.values()].find(({ spec }) => spec.name === id)
      return container === undefined ? fail({ reason: 'no-such-container', id }) : work(container)
    })

  const endContainer = (container: MemoryContainer, exitCode: number, isOom: boolean): void => {
    container.status = { kind: 'exited', exitCode, isOom, finishedAt: new Date(), error: '' }
    for (const process of container.processes) process.abort()
    if (isOom) events.tell(container, 'oom')
    events.tell(container, 'die', exitCode)
  }

  return {
    kind: 'memory',
    info: () => answer(() => ok(info)),
    cameUpEmptyAt: () => answer(() => ok(undefined)),
    list: (labels) =>
      answer(() =>
        ok([...containers.values()].filter(({ spec }) => hasLabels(spec.labels, labels)).map(snapshotOf)),
      ),
    inspect: (id) => withContainer<Container>(id, (container) => ok(snapshotOf(container))),
    create: (spec) =>
      answer<string>(() => {
        const { name, image: reference } = spec
        if ([...containers.values()].some((other) => other.spec.name === name))
          return fail({ reason: 'name-taken', name })
        const image = images.get(reference)
        if (image === undefined)
          return fail({ reason: 'no-such-image', image: reference, detail: 'not in memory' })
        const id = (++count).toString(16).padStart(64, '0')
        const own = { files: new Map(), log: [], processes: new Set<AbortController>() }
        const container: MemoryContainer = {
          id,
          spec,
          imageId: image.id,
          createdAt: new Date(),
          status: { kind: 'created' },
          ...own,
        }
        containers.set(id, container)
        events.tell(container, 'create')
        return ok(id)
      }),
    start: (id) =>
      withContainer<void>(id, (container) => {
        if (isAlive(container)) return ok(undefined)
        container.status = { kind: 'running', startedAt: new Date() }
        events.tell(container, 'start')
        return ok(undefined)
      }),
    stop: (id) =>
      withContainer<void>(id, (container) => {
        if (isAlive(container)) endContainer(container, 0, false)
        return ok(undefined)
      }),
    pause: (id) =>
      withContainer<void>(id, (container) => {
        if (!isAlive(container)) return fail({ reason: 'not-running', id })
        if (container.status.kind !== 'running') return ok(undefined)
        container.status = { kind: 'paused', startedAt: container.status.startedAt }
        events.tell(container, 'pause')
        return ok(undefined)
      }),
    unpause: (id) =>
      withContainer<void>(id, (container) => {
        if (!isAlive(container)) return fail({ reason: 'not-running', id })
        if (container.status.kind !== 'paused') return ok(undefined)
        container.status = { kind: 'running', startedAt: container.status.startedAt }
        events.tell(container, 'unpause')
        return ok(undefined)
      }),
    remove: async (id, { force = false } = {}) => {
      const removed = await withContainer<void>(id, (container) => {
        if (isAlive(container) && !force) return fail({ reason: 'container-running', id })
        if (isAlive(container)) endContainer(container, 137, false)
        containers.delete(container.id)
        events.tell(container, 'destroy')
        return ok(undefined)
      })
      return removed.ok || removed.failure.reason !== 'no-such-container' ? removed : ok(undefined)
    },
    exec: (id, spec) =>
      withContainer(id, (container) => {
        if (spec.signal?.aborted === true)
          return fail({ reason: 'cancelled', what: `run ${spec.argv[0] ?? ''} in ${id}` })
        if (container.status.kind !== 'running') return fail({ reason: 'not-running', id })
        const ending = new AbortController()
        container.processes.add(ending)
        const command = commands.get(spec.argv[0] ?? '') ?? (() => 127)
        const run = startMemoryProcess({ containerId: container.id, spec, command, ending })
        void run.exitCode.then(() => container.processes.delete(ending))
        return ok(run)
      }),
    events: (labels, signal) => events.watch(labels, AbortSignal.any([signal, held.signal])),
    stats: (id, signal) =>
      sampleStats(() => containers.get(id), {
        everyMs: options.statsEveryMs ?? 1_000,
        signal: AbortSignal.any([signal, held.signal]),
      }),
    putFiles: (id, files) =>
      withContainer<void>(id, (container) => {
        for (const file of files) {
          const place = placeOf(container, volumeFiles, file.path)
          place.files.set(place.path, file)
        }
        return ok(undefined)
      }),
    readFile: (id, path, { maxBytes }) =>
      withContainer<Buffer | undefined>(id, (container) => {
        const place = placeOf(container, volumeFiles, path)
        const file = place.files.get(place.path)
        if (file?.kind !== 'file') return ok(undefined)
        const content = Buffer.from(file.content)
        return ok(content.subarray(Math.max(0, content.length - maxBytes)))
      }),
    containerLog: (id, { lines }) => withContainer(id, ({ log }) => ok(log.slice(-lines))),
    image: (reference) => answer(() => ok(images.get(reference))),
    images: (labels) =>
      answer(() => ok([...images.values()].filter((image) => hasLabels(image.labels, labels)))),
    tag: (reference, newReference) =>
      answer<void>(() => {
        const image = images.get(reference)
        if (image === undefined)
          return fail({ reason: 'no-such-image', image: reference, detail: 'not in memory' })
        images.set(newReference, { ...image, references: [...image.references, newReference] })
        return ok(undefined)
      }),
    pull: (reference) =>
      answer<void>(() => {
        if (!options.registry?.includes(reference))
          return fail({ reason: 'no-such-image', image: reference, detail: 'not in the registry' })
        images.set(reference, imageOf(reference))
        return ok(undefined)
      }),
    push: () => answer(() => fail(notSupported('push'))),
    build: () => answer(() => fail({ reason: 'no-buildkit', engine: info.name })),
    ensureNetwork: (name) =>
      answer<void>(() => {
        networks.add(name)
        return ok(undefined)
      }),
    ensureVolume: (name, labels) =>
      answer(() => {
        if (!volumeLabels.has(name)) volumeLabels.set(name, labels)
        return ok({ name, labels: volumeLabels.get(name) ?? labels, mountpoint: `/memory/volumes/${name}` })
      }),
    removeVolume: (name) =>
      answer<void>(() => {
        volumeLabels.delete(name)
        volumeFiles.delete(name)
        return ok(undefined)
      }),
    volumes: (wanted) =>
      answer(() =>
        ok(
          [...volumeLabels]
            .filter(([, labels]) => hasLabels(labels, wanted))
            .map(([name, labels]) => ({ name, labels, mountpoint: `/memory/volumes/${name}` })),
        ),
      ),
    end: (id, { exitCode, isOom = false, log = [] }) => {
      const container = containers.get(id)
      if (container === undefined || !isAlive(container)) return
      container.log.push(...log)
      endContainer(container, exitCode, isOom)
    },
    lose: (why) => events.lose(why),
    recover: () => events.recover(),
    [Symbol.asyncDispose]: async () => {
      held.abort()
      for (const container of containers.values()) for (const process of container.processes) process.abort()
    },
  }
}

const notSupported = (what: string): EngineFailure => ({ reason: 'not-supported', what, engine: 'memory' })

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
  ]),
  warnings: [],
}

const imageOf = (reference: string): Image => ({
  id: `sha256:${Buffer.from(reference).toString('hex').padEnd(64, '0').slice(0, 64)}`,
  references: [reference],
  labels: {},
  sizeBytes: 1_000_000,
  createdAt: new Date(),
  architecture: 'amd64',
  env: [],
})

async function* sampleStats(
  find: () => MemoryContainer | undefined,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): AsyncGenerator<Stats> {
  try {
    for await (const _ of ticks(everyMs, undefined, { signal, ref: false })) {
      const container = find()
      if (container === undefined || !isAlive(container)) return
      yield {
        cpuPercent: 0,
        memoryBytes: 4_000_000,
        memoryLimitBytes: container.spec.limits.memoryBytes,
        pids: 1,
        at: new Date(),
      }
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown
  }
}
