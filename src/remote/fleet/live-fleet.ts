import { setTimeout as after } from 'node:timers/promises'
import * as z from 'zod/mini'
import { Background } from '../../lib/background.ts'
import { byName } from '../../lib/by-name.ts'
import { Listeners } from '../../lib/listeners.ts'
import { fail, ok } from '../../lib/result.ts'
import { sentenceOf } from '../../present/failure.ts'
import type { EngineState, Fleet, FleetSnapshot, FleetWorker } from '../../workers/fleet/fleet.ts'
import type { ListInput, WorkerResult } from '../../workers/verbs.ts'
import { pathOf, workerPath } from '../path.ts'
import { change, engineOf, fleetWorkerOf, type Row, snapshot } from '../read/fleet.ts'
import { type ServerEvent, serverEvents } from '../server-events.ts'
import type { Wire } from '../wire.ts'
import { openScreenWatch } from './screen-watch.ts'
import { openTypist } from './typist.ts'

/** A server that is away is asked again and again: it may be back at any moment. */
const betweenTriesMs = 500

/** The live fleet of a server: a snapshot, then what changes, over one stream that is opened again where it breaks. */
export async function openFleet(wire: Wire, input: ListInput = {}): WorkerResult<Fleet> {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, wire.address.signal])
  const { filters = {}, isAllOwners } = input
  const query = { form: 'facts', 'all-owners': isAllOwners === true ? 'yes' : undefined, ...filters }
  const open = () => openStream(wire, pathOf(['events'], query), signal)
  const opened = await open()
  if (!opened.ok) return opened
  const fleet = new RemoteFleet(wire, ended)
  const { value: first } = await opened.value.next().catch(() => ({ value: undefined }))
  if (first === undefined || !fleet.take(first)) {
    await fleet[Symbol.asyncDispose]()
    const { url } = wire.address
    return fail({ reason: 'server-differs', url, how: 'other', what: 'GET /events' })
  }
  fleet.follow(opened.value, open)
  return ok(fleet)
}

async function openStream(
  wire: Wire,
  path: string,
  signal: AbortSignal,
): WorkerResult<AsyncGenerator<ServerEvent>> {
  const opened = await wire.open({ method: 'GET', path, signal })
  if (!opened.ok) return opened
  return ok(opened.value === undefined ? nothing() : serverEvents(opened.value))
}

async function* nothing(): AsyncGenerator<ServerEvent> {}

class RemoteFleet implements Fleet {
  readonly #wire: Wire
  readonly #ended: AbortController
  readonly #host: string
  readonly #background = new Background()
  readonly crashed = this.#background.crashed
  readonly #listeners = new Listeners(this.#background)
  /** By container. */
  #rows = new Map<string, FleetWorker>()
  #engine: EngineState = { kind: 'lost', name: '', hostName: undefined, since: new Date(), why: '' }
  #snapshot: FleetSnapshot | undefined
  /** By container, the latest's end. */
  readonly #typists = new Map<string, Promise<void>>()

  constructor(wire: Wire, ended: AbortController) {
    this.#wire = wire
    this.#ended = ended
    this.#host = new URL(wire.address.url).host
  }

  readonly snapshot = (): FleetSnapshot => {
    this.#snapshot ??= {
      workers: [...this.#rows.values()].toSorted((a, b) => byName(a.worker.name, b.worker.name)),
      engine: this.#engine,
    }
    return this.#snapshot
  }

  readonly subscribe = (onChange: () => void): (() => void) => this.#listeners.add(onChange)

  readonly watchScreen: Fleet['watchScreen'] = ({ name, window, onScreen }) => {
    const isShown = () =>
      this.snapshot().workers.some(({ worker }) => worker.name === name && worker.phase.kind === 'ready')
    return openScreenWatch(this.#wire, {
      ...{ name, window, onScreen, isShown },
      background: this.#background,
      signal: this.#ended.signal,
    })
  }

  readonly typist: Fleet['typist'] = ({ worker, window, onLost }) => {
    const typist = openTypist(this.#wire, {
      ...{ worker, window, onLost },
      before: this.#typists.get(worker.containerId),
      background: this.#background,
      signal: this.#ended.signal,
    })
    this.#typists.set(worker.containerId, typist.done)
    return typist
  }

  /** The server holds them for all. */
  readonly setStatsInterest = (): void => undefined

  readonly markSeen: Fleet['markSeen'] = (worker) => {
    const asked = { method: 'POST', path: workerPath(worker, 'seen'), signal: this.#ended.signal } as const
    // Where it doesn't arrive, the worker is still `done`, which is no more than true.
    void this.#background.run(() => this.#wire.ask(asked, z.object({})))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    this.#listeners.clear()
    await Promise.all(this.#typists.values())
  }

  /** Hears the server until the stream breaks, and begins anew with the snapshot of the next one, until it is disposed. */
  follow(first: AsyncGenerator<ServerEvent>, open: () => WorkerResult<AsyncGenerator<ServerEvent>>): void {
    const { signal } = this.#ended
    void this.#background.run(async () => {
      for (let events = ok(first) as Awaited<ReturnType<typeof open>>; !signal.aborted; ) {
        const why = events.ok ? await this.#hear(events.value) : sentenceOf(events.failure).what
        if (signal.aborted) return
        this.#lose(why)
        await after(betweenTriesMs, undefined, { signal }).catch(() => undefined)
        events = await open()
      }
    })
  }

  /** Why it ended. */
  async #hear(events: AsyncGenerator<ServerEvent>): Promise<string> {
    try {
      for await (const event of events)
        if (!this.take(event)) return `the server's ${event.event} is not what this hal knows`
      return 'the server ended its stream'
    } catch {
      return 'the connection to the server broke'
    }
  }

  /** Whether it is understood. */
  take({ event, data }: ServerEvent): boolean {
    if (event === 'snapshot') {
      const read = snapshot.safeParse(data)
      if (!read.success) return false
      this.#rows = new Map()
      this.#put(read.data.workers)
      this.#engine = engineOf(read.data.engine, this.#host)
    } else if (event === 'change') {
      const read = change.safeParse(data)
      if (!read.success) return false
      for (const id of read.data.gone) this.#rows.delete(id)
      this.#put(read.data.changed)
      if (read.data.engine !== undefined) this.#engine = engineOf(read.data.engine, this.#host)
    } else return true
    this.#changed()
    return true
  }

  #put(rows: readonly Row[]): void {
    for (const row of rows) {
      const { containerId } = row.worker
      this.#rows.set(containerId, fleetWorkerOf(row, this.#rows.get(containerId)))
    }
  }

  /** What is shown stays, and grows old. */
  #lose(why: string): void {
    if (this.#engine.kind === 'lost') return
    this.#engine = { ...this.#engine, kind: 'lost', since: new Date(), why }
    this.#changed()
  }

  #changed(): void {
    this.#snapshot = undefined
    this.#listeners.tell()
  }
}
