import { ok } from '../../lib/result.ts'
import type { WorkerResult, WorkerVerbs } from '../../workers/verbs.ts'
import { FleetFeed } from './fleet-feed.ts'

/** A page that is loaded anew comes back to the same one. */
const lingerMs = 5_000

/** Of those who look at a part of the fleet, or at more than it, each has one more made. */
export const mostOwnFleets = 16

/** One feed for all who look at the fleet, and none while nobody does. */
export class FleetFeeds implements AsyncDisposable {
  readonly #workers: Pick<WorkerVerbs, 'fleet'>
  readonly #onBug: (bug: unknown) => void
  #feed: WorkerResult<FleetFeed> | undefined
  #users = 0
  #ownFleets = 0
  #closing: NodeJS.Timeout | undefined

  constructor(workers: Pick<WorkerVerbs, 'fleet'>, onBug: (bug: unknown) => void) {
    this.#workers = workers
    this.#onBug = onBug
  }

  /** Dispose `use` when nobody looks through it any more; more than once is the same as once. */
  async take(): WorkerResult<{ readonly feed: FleetFeed; readonly use: Disposable }> {
    clearTimeout(this.#closing)
    this.#users += 1
    this.#feed ??= this.#open()
    const opening = this.#feed
    const opened = await opening
    let isReleased = false
    const release = () => {
      if (!isReleased) this.#release()
      isReleased = true
    }
    const use = { [Symbol.dispose]: release }
    if (opened.ok) return ok({ feed: opened.value, use })
    if (this.#feed === opening) this.#feed = undefined
    use[Symbol.dispose]()
    return opened
  }

  /** Room for one that is not this feed's, for as long as it is watched. `undefined`: there is none. */
  takeRoom(): Disposable | undefined {
    if (this.#ownFleets >= mostOwnFleets) return undefined
    this.#ownFleets += 1
    const giveBack = () => {
      this.#ownFleets -= 1
    }
    return { [Symbol.dispose]: giveBack }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#closing)
    await this.#close()
  }

  async #open(): WorkerResult<FleetFeed> {
    const opened = await FleetFeed.open(this.#workers)
    if (opened.ok)
      opened.value.crashed.catch((bug: unknown) => {
        this.#onBug(bug)
        void this.#close()
      })
    return opened
  }

  #release(): void {
    this.#users -= 1
    if (this.#users > 0) return
    this.#closing = setTimeout(() => void this.#close(), lingerMs)
    this.#closing.unref()
  }

  async #close(): Promise<void> {
    const closing = this.#feed
    this.#feed = undefined
    const feed = await closing
    if (feed?.ok === true) await feed.value[Symbol.asyncDispose]()
  }
}
