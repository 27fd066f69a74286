import { setTimeout as after } from 'node:timers/promises'
import { Ration } from '../../lib/ration.ts'
import type { Result } from '../../lib/result.ts'
import { fail, ok } from '../../lib/result.ts'
import type { KeptNotes, NotesQuery, Store, StoreResult } from '../../store/store.ts'
import type { StoreFailure } from '../../store/store-failure.ts'
import { type Happening, idOf } from './happening.ts'
import { noteOf } from './note-of.ts'

/** What happens to workers, kept though they are removed. */
export interface History {
  /** Takes it down; of what a worker's programs say, no more than a person could follow. Nothing comes of it that whoever notes would have to wait for, or to know. */
  readonly note: (happenings: readonly Happening[]) => void
  /** The latest `limit`, the earliest first. `name`: exactly. */
  readonly read: (query: Omit<NotesQuery, 'owner'>) => Promise<Result<readonly Happening[], StoreFailure>>
  /** Of whom something is known, by name. */
  readonly names: () => StoreResult<readonly string[]>
}

interface Keeping {
  /** Opened once there is something to write, or to read. */
  readonly store: () => StoreResult<Store>
  /** Where the store is, for people. */
  readonly file: string
  readonly owner: string
  /** How long it is kept, and the most that it may take. */
  readonly keep: { readonly forMs: number; readonly bytes: number }
  /** Told once that nothing can be kept, until something could be. */
  readonly onUnkept: (failure: StoreFailure) => void
}

/** So long what is taken down waits to be written: a verb that is under way has its answer first. */
const pauseMs = 1_000
/** While they can't be kept; the others are lost. */
const mostWaiting = 1_000
/** More than are seen in one look at a large fleet. */
const mostRemembered = 10_000
/** What one takes is far less than this. */
const bytesEach = 4_096
/** Of one container's programs: they may say something new hundreds of times a second. */
const portions = { most: 20, everyMs: 1_000 }
/** One that has much to say for months must not push out all that others had. */
const mostAbout = 5_000
/** Others write for milliseconds. */
const lastTries = 10
const betweenTriesMs = 20

/** Keeps it in hal's store. Disposing it writes what is left. */
export class HistoryKeeper implements History, AsyncDisposable {
  readonly #keeping: Keeping
  /** What has been kept is kept: a fleet is looked at again and again. */
  readonly #taken = new Set<string>()
  readonly #ration = new Ration(portions)
  #waiting: readonly Happening[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<StoreFailure | undefined> = Promise.resolve(undefined)
  #isUnkeptTold = false

  constructor(keeping: Keeping) {
    this.#keeping = keeping
  }

  readonly note: History['note'] = (happenings) => {
    const nowMs = performance.now()
    const news = happenings.filter(
      (one) =>
        !this.#taken.has(idOf(one)) && (!isSaidInside(one) || this.#ration.takes(one.containerId, nowMs)),
    )
    if (news.length === 0) return
    for (const one of news) this.#taken.add(idOf(one))
    for (const id of this.#taken) {
      if (this.#taken.size <= mostRemembered) break
      this.#taken.delete(id)
    }
    this.#waiting = [...this.#waiting, ...news].slice(-mostWaiting)
    this.#writeSoon()
  }

  readonly read: History['read'] = async (query) => {
    const store = await this.#upToDate()
    if (!store.ok) return store
    const [notes, { happeningOf }] = await Promise.all([
      store.value.notes({ ...query, owner: this.#keeping.owner }),
      import('./stored-happening.ts'),
    ])
    return notes.ok ? ok(notes.value.flatMap((note) => happeningOf(note) ?? [])) : notes
  }

  readonly names: History['names'] = async () => {
    const store = await this.#upToDate()
    return store.ok ? store.value.noted(this.#keeping.owner) : store
  }

  async [Symbol.asyncDispose](): Promise<void> {
    let failure = await this.#write()
    for (let tries = 1; failure?.reason === 'store-busy' && tries < lastTries; tries++) {
      await after(betweenTriesMs)
      failure = await this.#write()
    }
    clearTimeout(this.#timer)
    if (failure !== undefined) this.#tell(failure)
  }

  async #upToDate(): StoreResult<Store> {
    await this.#write()
    return this.#keeping.store()
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => void this.#write(), pauseMs).unref()
  }

  /** One after the other. */
  #write(): Promise<StoreFailure | undefined> {
    this.#writing = this.#writing.then(() => this.#writeWaiting())
    return this.#writing
  }

  /** Never rejects. */
  async #writeWaiting(): Promise<StoreFailure | undefined> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const happenings = new Set(this.#waiting)
    if (happenings.size === 0) return undefined
    const written = await this.#keep([...happenings]).catch(this.#brokenBy)
    if (!written.ok) {
      if (written.failure.reason === 'store-busy') this.#writeSoon()
      else this.#tell(written.failure)
      return written.failure
    }
    this.#isUnkeptTold = false
    this.#waiting = this.#waiting.filter((one) => !happenings.has(one))
    return undefined
  }

  async #keep(happenings: readonly Happening[]): StoreResult<void> {
    const { store: open, owner, keep } = this.#keeping
    const store = await open()
    const notes = happenings.map((one) => noteOf(one, owner))
    return store.ok ? store.value.note(notes, keptOf(keep)) : store
  }

  /** Whatever is thrown, nobody's verb and no server may end for what is only taken down beside them. */
  readonly #brokenBy = (thrown: unknown): Result<void, StoreFailure> =>
    fail({
      reason: 'store-broken',
      file: this.#keeping.file,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    })

  #tell(failure: StoreFailure): void {
    if (!this.#isUnkeptTold) this.#keeping.onUnkept(failure)
    this.#isUnkeptTold = true
  }
}

const isSaidInside = ({ what }: Happening): boolean => what.kind === 'agent' || what.kind === 'agent-ended'

const keptOf = ({ forMs, bytes }: Keeping['keep']): KeptNotes => ({
  since: new Date(Math.max(0, Date.now() - forMs)),
  most: Math.floor(Math.min(bytes, Number.MAX_SAFE_INTEGER) / bytesEach),
  mostAbout,
})
