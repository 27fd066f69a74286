import { setTimeout } from 'node:timers/promises'
import type { Engine, EngineEvent } from '../../engines/engine.ts'
import { Background } from '../../lib/background.ts'
import { Listeners } from '../../lib/listeners.ts'
import { ok } from '../../lib/result.ts'
import type { WorkersContext } from '../context.ts'
import { filterWorkers } from '../filter.ts'
import { allWorkers } from '../find.ts'
import { noteEvent, notePane, noteSeen } from '../history/onlooker.ts'
import { workerLabels } from '../labels.ts'
import { withMainPane } from '../state/activity.ts'
import { elsewhere } from '../state/elsewhere.ts'
import { noteFreeze } from '../state/frozen-since.ts'
import { Restarts } from '../state/restarts.ts'
import type { ListInput, WorkerResult } from '../verbs.ts'
import type { Worker } from '../worker.ts'
import type { EngineState, Fleet, FleetSnapshot, FleetWorker, Machine } from './fleet.ts'
import { GitPlaces } from './git-places.ts'
import { Paces } from './paces.ts'
import { Samples } from './samples.ts'
import { openScreenWatch } from './screen-watch.ts'
import { openTypist } from './typist.ts'
import { unwatched, WorkerWatch } from './worker-watch.ts'

/**
 * Opens the live fleet: the engine's events say which workers there are, a held control-mode stream a worker says whether its tmux
 * answers, held stats streams say what the visible ones use.
 */
export async function openFleet(context: WorkersContext, input: ListInput = {}): WorkerResult<Fleet> {
  const engine = await context.engine()
  if (!engine.ok) return engine
  const [info, first] = await Promise.all([engine.value.info(), allWorkers(context, input.isAllOwners)])
  if (!info.ok) return info
  if (!first.ok) return first
  const filtered = filterWorkers(first.value, input.filters ?? {})
  if (!filtered.ok) return filtered
  return ok(
    new LiveFleet(context, {
      engine: engine.value,
      input,
      workers: first.value,
      name: info.value.name,
      isLocal: info.value.isLocal,
      hostName: elsewhere(info.value.hostName, context.hostName),
      machine: { cpus: info.value.cpus, memoryBytes: info.value.memoryBytes },
    }),
  )
}

const listAgainAfterMs = 500

interface Opening {
  readonly engine: Engine
  readonly input: ListInput
  readonly workers: readonly Worker[]
  readonly name: string
  readonly isLocal: boolean
  readonly hostName: string | undefined
  readonly machine: Machine
}

class LiveFleet implements Fleet {
  readonly #context: WorkersContext
  readonly #opening: Opening
  readonly #background = new Background()
  readonly crashed = this.#background.crashed
  readonly #ended = new AbortController()
  readonly #listeners = new Listeners(this.#background)
  readonly #watches = new Map<string, WorkerWatch>()
  readonly #paces = new Paces()
  readonly #samples: Samples
  readonly #restarts: Restarts
  readonly #gitPlaces = new GitPlaces(this.#background, () => this.#changed())
  #statsInterest: ReadonlySet<string> = new Set()
  #workers: readonly Worker[]
  #engineState: EngineState
  #snapshot: FleetSnapshot | undefined
  /** By container, while nothing of it has changed. */
  readonly #rows = new Map<string, FleetWorker>()
  /** By container, the latest's end, until it has come. */
  readonly #typists = new Map<string, Promise<void>>()
  #listing: AbortController | undefined
  #isListStale = false
  readonly #following: NodeJS.Immediate

  constructor(context: WorkersContext, opening: Opening) {
    this.#context = context
    this.#opening = opening
    this.#workers = opening.workers
    this.#engineState = connected(opening)
    const following = {
      ...{ engine: opening.engine, background: this.#background, signal: this.#ended.signal },
      onChange: (containerId: string) => this.#changed(containerId),
    }
    this.#samples = new Samples(following)
    this.#restarts = new Restarts({
      ...following,
      isReached: ({ containerId }) => this.#watches.get(containerId)?.state.wasReached === true,
    })
    // What is known already can be shown first.
    this.#following = setImmediate(() => {
      void this.#background.run(() => this.#follow())
      void this.#background.run(() => this.#followEvents())
    })
  }

  readonly snapshot = (): FleetSnapshot => {
    this.#snapshot ??= {
      workers: this.#workers.map((worker) => this.#row(worker)).filter(this.#fits),
      engine: this.#engineState,
    }
    return this.#snapshot
  }

  readonly subscribe = (onChange: () => void): (() => void) => this.#listeners.add(onChange)

  readonly watchScreen: Fleet['watchScreen'] = ({ name, window, onScreen }) => {
    const worker = () => this.#workers.find((one) => one.name === name && one.phase.kind === 'ready')
    const looked = this.#paces.watch(name)
    const screen = openScreenWatch(this.#context, {
      ...{ worker, window, onScreen },
      background: this.#background,
      signal: this.#ended.signal,
    })
    return {
      [Symbol.dispose]: () => {
        looked[Symbol.dispose]()
        screen[Symbol.dispose]()
      },
    }
  }

  readonly typist: Fleet['typist'] = ({ worker, window, onLost }) => {
    const typist = openTypist(this.#context, {
      ...{ worker, window, onLost },
      before: this.#typists.get(worker.containerId),
      background: this.#background,
      signal: this.#ended.signal,
    })
    this.#typists.set(worker.containerId, typist.done)
    const forget = () => {
      if (this.#typists.get(worker.containerId) === typist.done) this.#typists.delete(worker.containerId)
    }
    void typist.done.then(forget)
    return typist
  }

  readonly setStatsInterest = (names: readonly string[]): void => {
    this.#statsInterest = new Set(names)
    this.#holdStats()
    this.#paces.setInSight(names)
    for (const watch of this.#watches.values()) watch.hurry()
  }

  readonly markSeen: Fleet['markSeen'] = ({ containerId }) => this.#watches.get(containerId)?.markSeen()

  async [Symbol.asyncDispose](): Promise<void> {
    clearImmediate(this.#following)
    this.#ended.abort()
    this.#gitPlaces[Symbol.dispose]()
    this.#listeners.clear()
    await Promise.all([...this.#watches.values()].map((watch) => watch[Symbol.asyncDispose]()))
    this.#watches.clear()
  }

  #row(worker: Worker): FleetWorker {
    const row = this.#rows.get(worker.containerId) ?? this.#fleetWorker(worker)
    this.#rows.set(worker.containerId, row)
    return row
  }

  #fleetWorker(worker: Worker): FleetWorker {
    const watched = this.#watches.get(worker.containerId)?.state ?? unwatched
    const sampled = runs(worker) ? this.#samples.of(worker.containerId) : undefined
    const phase =
      worker.phase.kind === 'ready' && watched.unreachable !== undefined
        ? { kind: 'unreachable' as const, ...watched.unreachable }
        : worker.phase
    return {
      worker: withMainPane({ ...worker, phase }, watched.pane, this.#context.agents),
      stats: sampled?.stats,
      cpuHistory: sampled?.cpuHistory ?? [],
      lastLine: watched.lastLine,
      memoryHistory: sampled?.memoryHistory ?? [],
      ...this.#gitFacts(worker),
      restarts: this.#restarts.of(worker),
    }
  }

  #gitFacts(worker: Worker): Pick<FleetWorker, 'branch' | 'project'> {
    const [folder] = workspacePath(worker)
    const place = folder === undefined ? undefined : this.#gitPlaces.of(folder)
    // A folder of hal's own says nothing by its name.
    const project = worker.workspace.kind === 'bind' ? place?.project : undefined
    return { branch: place?.branch, project }
  }

  /** By what is known now: a filter may ask what the worker does. */
  readonly #fits = ({ worker }: FleetWorker): boolean => {
    const { filters } = this.#opening.input
    if (filters === undefined) return true
    const fitting = filterWorkers([worker], filters)
    return fitting.ok && fitting.value.length > 0
  }

  async #followEvents(): Promise<void> {
    const { engine, input } = this.#opening
    const labels = workerLabels(input.isAllOwners === true ? undefined : this.#context.owner)
    for await (const event of engine.events(labels, this.#ended.signal)) this.#onEvent(event)
  }

  #onEvent(event: EngineEvent): void {
    if (event.kind === 'lost') {
      const { since = new Date(), why } = event
      this.#engineState = { ...connected(this.#opening), kind: 'lost', since, why }
      this.#letGoOfListing()
      this.#changed()
      return
    }
    if (event.kind === 'container') {
      noteFreeze(this.#context, event)
      noteEvent(this.#context, event)
    }
    if (event.kind === 'connected') this.#engineState = connected(this.#opening)
    this.#relist()
  }

  /** One listing at a time; what happens meanwhile makes one more. */
  #relist(): void {
    if (this.#listing !== undefined) {
      this.#isListStale = true
      return
    }
    const abandoned = new AbortController()
    this.#listing = abandoned
    void this.#background
      .run(() => this.#list(AbortSignal.any([this.#ended.signal, abandoned.signal])))
      .then(() => {
        if (this.#listing !== abandoned) return
        this.#listing = undefined
        if (this.#isListStale && !this.#ended.signal.aborted) {
          this.#isListStale = false
          this.#relist()
        }
      })
  }

  /** A question that the engine hangs over may never be answered: nobody waits for it when the engine is back. */
  #letGoOfListing(): void {
    this.#listing?.abort()
    this.#listing = undefined
    this.#isListStale = false
  }

  /** Until it succeeds. Once the engine is lost there is nothing to ask; when it is back, the list is asked for anew. */
  async #list(signal: AbortSignal): Promise<void> {
    const { input } = this.#opening
    while (!signal.aborted) {
      const workers = await allWorkers(this.#context, input.isAllOwners)
      if (signal.aborted) return
      if (workers.ok) return this.#take(workers.value)
      await setTimeout(listAgainAfterMs, undefined, { signal }).catch(() => undefined)
    }
  }

  #take(workers: readonly Worker[]): void {
    this.#workers = workers
    this.#follow()
    this.#samples.keep(new Set(workers.map(({ containerId }) => containerId)))
    this.#changed()
  }

  /** What is in files, of the worker or of its workspace. The workspace of another machine's worker can't be seen from here. */
  #readFacts(): void {
    const { isLocal } = this.#opening
    this.#gitPlaces.follow(new Set(isLocal ? this.#workers.flatMap(workspacePath) : []))
    this.#restarts.follow(this.#workers)
  }

  #follow(): void {
    noteSeen(this.#context, this.#workers)
    this.#rewatch()
    this.#readFacts()
    this.#holdStats()
  }

  #rewatch(): void {
    const running = new Map(
      this.#workers
        .filter((worker) => worker.phase.kind === 'ready')
        .map((worker) => [worker.containerId, worker]),
    )
    for (const [id, watch] of this.#watches) {
      if (running.has(id)) continue
      this.#watches.delete(id)
      void this.#background.run(() => watch[Symbol.asyncDispose]())
    }
    for (const [id, worker] of running) {
      if (!this.#watches.has(id))
        this.#watches.set(
          id,
          new WorkerWatch(this.#context, {
            worker,
            background: this.#background,
            onChange: () => {
              this.#restarts.read(worker)
              this.#changed(id)
            },
            onPane: (pane) => notePane(this.#context, worker, pane),
            paceMs: () => this.#paces.msOf(worker.name, this.#watches.size),
          }),
        )
    }
  }

  /** Of the running workers that are of interest: called again whenever either changed. */
  #holdStats(): void {
    const wanted = this.#workers.filter((worker) => this.#statsInterest.has(worker.name) && runs(worker))
    this.#samples.hold(new Set(wanted.map(({ containerId }) => containerId)))
  }

  /** One worker, or what any of them may show. */
  #changed(containerId?: string): void {
    if (containerId === undefined) this.#rows.clear()
    else this.#rows.delete(containerId)
    this.#snapshot = undefined
    this.#listeners.tell()
  }
}

const connected = ({ name, hostName, machine }: Opening): EngineState => ({
  kind: 'connected',
  ...{ name, hostName, machine },
})

const runs = ({ phase }: Worker): boolean => phase.kind === 'ready' || phase.kind === 'unreachable'

/** The folder on this machine. */
const workspacePath = ({ workspace }: Worker): readonly string[] =>
  [workspace.kind === 'bind' ? workspace.path : (workspace.folder ?? [])].flat()
