import { setTimeout as after } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Background } from '../lib/background.ts'
import { type ControlClient, ping } from '../tmux/control-client.ts'
import type { ControlEvent } from '../tmux/control-event.ts'
import { type MainPane, markPaneSeen, readMainPane } from '../tmux/main-pane.ts'
import { captureText } from '../tmux/screen.ts'
import type { WorkersContext } from './context.ts'
import { probePatienceMs } from './probe.ts'
import { reach } from './reach.ts'
import { isSocketGone } from './sockets.ts'
import type { Worker } from './worker.ts'
import type { WorkerFailure } from './worker-failure.ts'

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
}

/** Together with the time that a frame takes less than a second, and rare enough for thirty idle workers to cost next to nothing. */
const betweenPingsMs = 400
const patienceMs = 500

const betweenTriesMs = 1_000

/**
 * A tmux that ended takes its container along, but the engine says so up to some 200 ms later: until then nobody answers, and nothing
 * is wrong. So one try that fails says nothing yet.
 */
const beforeSecondTryMs = 400

/** A stream that broke says nothing about the tmux behind it: the next one does. */
const beforeReachingAgainMs = 100

/**
 * Holds one control-mode stream to a running worker and pings its tmux: one that stopped or lost its socket is known within a second.
 * A broken stream is opened again, until the watch is disposed. While the engine is away and was the way to the worker, nobody knows
 * anything new: the state stays what it was.
 */
export class WorkerWatch implements AsyncDisposable {
  state: WatchedState = unwatched
  readonly #context: WorkersContext
  readonly #worker: Worker
  readonly #onChange: () => void
  readonly #ended = new AbortController()
  readonly #background: Background
  readonly #done: Promise<void>
  #seenActivity = ''
  #isLooking = false
  #client: ControlClient | undefined
  /** How often the worker said what it does: an answer that was asked for before is older than what it said meanwhile. */
  #marks = 0

  constructor(context: WorkersContext, { worker, background, onChange }: Watching) {
    this.#context = context
    this.#worker = worker
    this.#onChange = onChange
    this.#background = background
    this.#done = background.run(() => this.#watch())
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    await this.#done
  }

  /** What its pane shows has been seen: its end of work is no news any more. */
  markSeen(): void {
    const [client, { pane }] = [this.#client, this.state]
    if (client === undefined || pane === undefined) return
    void this.#background.run(async () => {
      const seen = await markPaneSeen(client, pane)
      if (seen.ok && this.state.pane?.paneId === pane.paneId)
        this.#setPane({ ...this.state.pane, seenMs: seen.value.seenMs })
    })
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
    this.#client = client
    client.onNotification((event) => this.#onEvent(client, event))
    // What panes print is of no use here, and would stand before what is.
    void client.command(['refresh-client', '-f', 'no-output'])
    const signal = AbortSignal.any([this.#ended.signal, lost.signal])
    for (let round = 0; !signal.aborted; round += 1) {
      const answer = await ping(client, patienceMs)
      if (signal.aborted) break
      if (!answer.ok) this.#setUnreachable('its tmux does not answer')
      else if (isSocketGone(this.#context, this.#worker.name)) this.#setUnreachable('its socket is gone')
      else {
        if (this.state.unreachable !== undefined) this.#set({ unreachable: undefined })
        if (round % 2 === 0) this.#look(client)
      }
      await pause(betweenPingsMs, signal)
    }
  }

  #onEvent(client: ControlClient, event: ControlEvent): void {
    if (event.kind !== 'activity') return
    this.#marks += 1
    const { pane } = this.state
    if (pane === undefined) this.#look(client)
    else if (pane.paneId === event.pane) this.#setPane({ ...pane, said: event.said })
  }

  /** Beside the pings: a tmux that stops in the middle of it must not stop them. */
  #look(client: ControlClient): void {
    if (this.#isLooking) return
    this.#isLooking = true
    void this.#background.run(async () => {
      await this.#readPane(client)
      this.#isLooking = false
    })
  }

  async #readPane(client: ControlClient): Promise<void> {
    const marks = this.#marks
    const pane = await readMainPane(client)
    if (!pane.ok || pane.value === undefined) return
    if (marks === this.#marks) this.#setPane(pane.value)
    else if (this.state.pane === undefined) return await this.#readPane(client)
    await this.#readLastLine(client, pane.value.paneId)
  }

  /** Reads the screen's last line again only when tmux says that something was printed since. */
  async #readLastLine(client: ControlClient, paneId: string): Promise<void> {
    const activity = await client.command([
      'display-message',
      '-p',
      '-t',
      paneId,
      '#{window_activity} #{history_size} #{cursor_y} #{cursor_x}',
    ])
    const now = activity.ok ? activity.value[0]?.toString() : undefined
    if (now === undefined || now === this.#seenActivity) return
    const text = await captureText(client, paneId, { lines: undefined, isAnsi: false })
    if (!text.ok) return
    this.#seenActivity = now
    const lastLine = text.value.split('\n').findLast((line) => line.trim() !== '') ?? ''
    if (lastLine !== this.state.lastLine) this.#set({ lastLine })
  }

  #setPane(pane: MainPane): void {
    if (!isDeepStrictEqual(pane, this.state.pane)) this.#set({ pane })
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
