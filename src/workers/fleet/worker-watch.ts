import { setTimeout as after } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Background } from '../../lib/background.ts'
import { Nap } from '../../lib/nap.ts'
import { type ControlClient, inTime } from '../../tmux/control-client.ts'
import type { MainPane } from '../../tmux/main-pane.ts'
import type { WorkersContext } from '../context.ts'
import { probePatienceMs } from '../reach/probe.ts'
import { reach } from '../reach/reach.ts'
import { isSocketGone } from '../reach/sockets.ts'
import type { Worker } from '../worker.ts'
import type { WorkerFailure } from '../worker-failure.ts'
import { PaneWatch } from './pane-watch.ts'

export interface WatchedState {
  /** Since when its tmux has been silent, and why hal thinks so. */
  readonly unreachable: { readonly since: Date; readonly why: string } | undefined
  readonly lastLine: string
  /** Its tmux has answered: whatever the worker does before that is done. */
  readonly wasReached: boolean
  /** `undefined`: nobody has looked yet. */
  readonly pane: MainPane | undefined
}

export const unwatched: WatchedState = {
  unreachable: undefined,
  lastLine: '',
  wasReached: false,
  pane: undefined,
}

interface Watching {
  readonly worker: Worker
  readonly background: Background
  readonly onChange: () => void
  /** What its pane says is another thing than before. */
  readonly onPane: (pane: MainPane) => void
  /** How long its tmux is left alone while it has nothing to say; asked before each pause. */
  readonly paceMs: () => number
}

const patienceMs = 500

/** However much tmux has to say. */
const leastPaceMs = 400

/** While more is printed, or its tmux says nothing by itself. */
const busyPaceMs = 800

const betweenTriesMs = 1_000

/**
 * A tmux that ended takes its container along, but the engine says so up to some 200 ms later: until then nobody answers, and nothing
 * is wrong. So one try that fails says nothing yet.
 */
const beforeSecondTryMs = 400

/** A stream that broke says nothing about the tmux behind it: the next one does. */
const beforeReachingAgainMs = 100

/**
 * Holds one control-mode stream to a running worker, over which its tmux says that something is new. Now and then it is asked all the
 * same: one that stopped or lost its socket says nothing. A broken stream is opened again, until the watch is disposed. While the engine is away and was the way to the worker, nobody knows
 * anything new: the state stays what it was.
 */
export class WorkerWatch implements AsyncDisposable {
  state: WatchedState = unwatched
  readonly #context: WorkersContext
  readonly #worker: Worker
  readonly #onChange: () => void
  readonly #onPane: (pane: MainPane) => void
  readonly #paceMs: () => number
  readonly #ended = new AbortController()
  readonly #background: Background
  readonly #done: Promise<void>
  readonly #nap = new Nap()
  #askedMs = 0
  #pane: PaneWatch | undefined

  constructor(context: WorkersContext, { worker, background, onChange, onPane, paceMs }: Watching) {
    this.#context = context
    this.#worker = worker
    this.#onChange = onChange
    this.#onPane = onPane
    this.#paceMs = paceMs
    this.#background = background
    this.#done = background.run(() => this.#watch())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    await this.#done
  }

  /** What its pane shows has been seen: its end of work is no news any more. */
  markSeen(): void {
    void this.#background.run(() => this.#pane?.markSeen())
  }

  /** Its pace may have become a quicker one. */
  hurry(): void {
    this.#nap.endBy(this.#askedMs + this.#paceMs())
  }

  async #watch(): Promise<void> {
    const { signal } = this.#ended
    let failedTries = 0
    while (!signal.aborted) {
      const client = await this.#reach()
      if (client.ok) {
        failedTries = 0
        if (!this.state.wasReached) this.#set({ wasReached: true })
        await this.#hold(client.value)
        await client.value.close()
        await pause(beforeReachingAgainMs, signal)
        continue
      }
      failedTries += 1
      const isKnown = failedTries > 1 && !signal.aborted && !isEngineAway(client.failure)
      if (isKnown)
        this.#setUnreachable('detail' in client.failure ? client.failure.detail : 'its tmux does not answer')
      await pause(failedTries === 1 ? beforeSecondTryMs : betweenTriesMs, signal)
    }
  }

  /** The patience is for opening alone: a stream through the engine would end with it. */
  async #reach(): ReturnType<typeof reach> {
    const patience = new AbortController()
    const timer = setTimeout(() => patience.abort(), probePatienceMs)
    try {
      return await reach(this.#context, this.#worker, AbortSignal.any([this.#ended.signal, patience.signal]))
    } finally {
      clearTimeout(timer)
    }
  }

  /** Until the stream dies or the watch ends. */
  async #hold(client: ControlClient): Promise<void> {
    const lost = new AbortController()
    void client.closed.then(() => lost.abort())
    const pane = new PaneWatch(client, {
      agent: this.#worker.agent,
      background: this.#background,
      onPane: (read) => this.#setPane(read),
      onLastLine: (lastLine) => {
        if (lastLine !== this.state.lastLine) this.#set({ lastLine })
      },
      onNews: () => this.#nap.endBy(this.#askedMs + leastPaceMs),
    })
    this.#pane = pane
    // What panes print is of no use here, and would stand before what is.
    void client.command(['refresh-client', '-f', 'no-output'])
    const signal = AbortSignal.any([this.#ended.signal, lost.signal])
    signal.addEventListener('abort', () => this.#nap.endBy(0))
    while (!signal.aborted) {
      this.#askedMs = performance.now()
      const answer = await inTime(pane.ask(), patienceMs)
      if (signal.aborted) break
      if (!answer.ok && answer.failure.reason === 'tmux-silent')
        this.#setUnreachable('its tmux does not answer')
      else if (isSocketGone(this.#context, this.#worker.name)) this.#setUnreachable('its socket is gone')
      else if (this.state.unreachable !== undefined) this.#set({ unreachable: undefined })
      const isQuiet = pane.isQuiet && this.state.unreachable === undefined
      await this.#nap.sleep(isQuiet ? this.#paceMs() : Math.min(busyPaceMs, this.#paceMs()))
    }
  }

  #setPane(pane: MainPane): void {
    if (isDeepStrictEqual(pane, this.state.pane)) return
    this.#onPane(pane)
    this.#set({ pane })
  }

  #setUnreachable(why: string): void {
    if (this.state.unreachable === undefined) this.#set({ unreachable: { since: new Date(), why } })
  }

  #set(change: Partial<WatchedState>): void {
    this.state = { ...this.state, ...change }
    this.#onChange()
  }
}

const isEngineAway = ({ reason }: WorkerFailure): boolean =>
  reason === 'engine-lost' || reason === 'no-engine'

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  after(ms, undefined, { signal }).catch(() => undefined)
