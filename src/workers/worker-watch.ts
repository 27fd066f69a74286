import { setTimeout as after } from 'node:timers/promises'
import type { Background } from '../lib/background.ts'
import { type ControlClient, ping } from '../tmux/control-client.ts'
import { captureText } from '../tmux/screen.ts'
import { findPane } from '../tmux/windows.ts'
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
  /** How the program in its `agent` window ended; `undefined` while it runs. */
  readonly agentExitCode: number | undefined
  /** Its tmux has answered: whatever the worker does before that is done. */
  readonly wasReached: boolean
}

export const unwatched: WatchedState = {
  unreachable: undefined,
  lastLine: '',
  agentExitCode: undefined,
  wasReached: false,
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
    const signal = AbortSignal.any([this.#ended.signal, lost.signal])
    for (let round = 0; !signal.aborted; round += 1) {
      const answer = await ping(client, patienceMs)
      if (signal.aborted) break
      if (!answer.ok) this.#setUnreachable('its tmux does not answer')
      else if (isSocketGone(this.#context, this.#worker.name)) this.#setUnreachable('its socket is gone')
      else {
        if (this.state.unreachable !== undefined) this.#set({ unreachable: undefined })
        if (round % 2 === 0) this.#lookAtLastLine(client)
      }
      await pause(betweenPingsMs, signal)
    }
  }

  /** Beside the pings: a tmux that stops in the middle of it must not stop them. */
  #lookAtLastLine(client: ControlClient): void {
    if (this.#isLooking) return
    this.#isLooking = true
    void this.#background.run(async () => {
      await this.#readLastLine(client)
      this.#isLooking = false
    })
  }

  /** Reads the screen's last line again only when tmux says that something was printed since. */
  async #readLastLine(client: ControlClient): Promise<void> {
    const pane = await findPane(client, undefined)
    if (!pane.ok) return
    // tmux can miss that a program ended, and then never runs its hook for it; a child of its own makes it look again.
    if (pane.value.isDead) await client.command(['run-shell', ':'])
    const agentExitCode = pane.value.window === 'agent' ? pane.value.exitCode : undefined
    if (agentExitCode !== this.state.agentExitCode) this.#set({ agentExitCode })
    const activity = await client.command([
      'display-message',
      '-p',
      '-t',
      pane.value.paneId,
      '#{window_activity} #{history_size} #{cursor_y} #{cursor_x}',
    ])
    const now = activity.ok ? activity.value[0]?.toString() : undefined
    if (now === undefined || now === this.#seenActivity) return
    const text = await captureText(client, pane.value.paneId, { lines: undefined, isAnsi: false })
    if (!text.ok) return
    this.#seenActivity = now
    const lastLine = text.value.split('\n').findLast((line) => line.trim() !== '') ?? ''
    if (lastLine !== this.state.lastLine) this.#set({ lastLine })
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
