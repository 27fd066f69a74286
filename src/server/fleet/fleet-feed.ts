import { randomBytes } from 'node:crypto'
import { ok } from '../../lib/result.ts'
import type { Fleet } from '../../workers/fleet/fleet.ts'
import type { WorkerResult, WorkerVerbs } from '../../workers/verbs.ts'
import type { FleetChange, FleetRows } from '../wire.ts'
import { changeBetween, rowsOf } from './fleet-rows.ts'

/** More often, a person could not read it. */
const betweenChangesMs = 200
/** Who is further behind is told all anew. */
const mostKept = 1_000

export type FleetNews =
  | { readonly kind: 'snapshot'; readonly id: string; readonly data: FleetRows }
  | { readonly kind: 'change'; readonly id: string; readonly data: FleetChange }

/** The live fleet as rows, watched once for all who listen. */
export class FleetFeed implements AsyncDisposable {
  readonly fleet: Fleet
  /** Numbers of another feed mean nothing here. */
  readonly #name = randomBytes(6).toString('hex')
  #rows: FleetRows
  #last = 0
  #changes: FleetChange[] = []
  #news = Promise.withResolvers<void>()
  #timer: NodeJS.Timeout | undefined
  readonly #ended = new AbortController()

  private constructor(fleet: Fleet) {
    this.fleet = fleet
    this.#rows = this.#look()
    fleet.subscribe(() => {
      this.#timer ??= setTimeout(() => this.#take(), betweenChangesMs)
    })
  }

  static async open(workers: Pick<WorkerVerbs, 'fleet'>): WorkerResult<FleetFeed> {
    const fleet = await workers.fleet()
    return fleet.ok ? ok(new FleetFeed(fleet.value)) : fleet
  }

  /** Aborts when the feed ends. */
  get over(): AbortSignal {
    return this.#ended.signal
  }

  /** Rejects with a mistake of hal's own, after which nothing new would be told. */
  get crashed(): Promise<never> {
    return this.fleet.crashed
  }

  /** From the one after `lastId` on where that is at hand, else from all that is now; until `signal` aborts, or the feed ends. */
  async *follow(lastId: string | undefined, signal: AbortSignal): AsyncGenerator<FleetNews> {
    const over = AbortSignal.any([signal, this.#ended.signal])
    let woken = Promise.withResolvers<void>()
    over.addEventListener('abort', () => woken.resolve(), { once: true })
    let last = this.#numberOf(lastId)
    while (!over.aborted) {
      // All before anything is told: more may happen while whoever listens takes their time.
      const [now, rows, news] = [this.#last, this.#rows, this.#news.promise]
      const missed = last === undefined ? undefined : this.#after(last)
      if (missed === undefined) yield { kind: 'snapshot', id: this.#idOf(now), data: rows }
      for (const [at, data] of (missed ?? []).entries())
        yield { kind: 'change', id: this.#idOf((last ?? 0) + at + 1), data }
      last = now
      if (now !== this.#last || over.aborted) continue
      // No race with a promise that lasts: each would leave something behind.
      woken = Promise.withResolvers()
      void news.then(woken.resolve)
      await woken.promise
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    clearTimeout(this.#timer)
    await this.fleet[Symbol.asyncDispose]()
  }

  #look(): FleetRows {
    const snapshot = this.fleet.snapshot()
    this.fleet.setStatsInterest(snapshot.workers.map(({ worker }) => worker.name))
    return rowsOf(snapshot)
  }

  #take(): void {
    this.#timer = undefined
    const rows = this.#look()
    const change = changeBetween(this.#rows, rows)
    if (change === undefined) return
    this.#rows = rows
    this.#last += 1
    this.#changes.push(change)
    if (this.#changes.length > 2 * mostKept) this.#changes = this.#changes.slice(-mostKept)
    const { resolve } = this.#news
    this.#news = Promise.withResolvers()
    resolve()
  }

  /** `undefined`: its beginning is no more at hand. */
  #after(number: number): readonly FleetChange[] | undefined {
    const missed = this.#last - number
    return missed > this.#changes.length ? undefined : this.#changes.slice(this.#changes.length - missed)
  }

  readonly #idOf = (number: number): string => `${this.#name}-${number}`

  #numberOf(id: string | undefined): number | undefined {
    const [name, number] = (id ?? '').split('-')
    const known = Number(number)
    return name === this.#name && known <= this.#last ? known : undefined
  }
}
