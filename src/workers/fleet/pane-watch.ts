import type { Background } from '../../lib/background.ts'
import type { ControlClient, TmuxResult, Unsubscribe } from '../../tmux/control-client.ts'
import type { ControlEvent } from '../../tmux/control-event.ts'
import { type MainPane, markPaneSeen, readMainPane } from '../../tmux/main-pane.ts'
import { followPane, readPrinted } from '../../tmux/pane-news.ts'
import { captureText } from '../../tmux/screen.ts'
import type { AgentEye } from '../agent/agent-eye.ts'
import type { AgentWords } from '../agent/agent-words.ts'

interface Watching {
  /** Whose screen is read for what its hooks don't say. */
  readonly agent: string | undefined
  readonly background: Background
  readonly onPane: (pane: MainPane) => void
  readonly onLastLine: (line: string) => void
  /** There is something to ask for before its time. */
  readonly onNews: () => void
}

/** What a worker's main pane is and printed last, over one client: tmux says when there is something new, `ask` reads it. */
export class PaneWatch {
  readonly #client: ControlClient
  readonly #watching: Watching
  #pane: MainPane | undefined
  #followed: { readonly windowId: string; readonly stop: Unsubscribe | undefined } | undefined
  #isStale = true
  #isLooking = false
  #isPrinting = false
  #eye: { readonly of: string; readonly eye: AgentEye; readonly words: AgentWords } | undefined
  #isUndecided = false
  /** What the last line was read at, once no more can have been printed there. */
  #settledAt: string | undefined
  /** How often the worker said what it does: an answer that was asked for before is older than what it said meanwhile. */
  #marks = 0

  constructor(client: ControlClient, watching: Watching) {
    this.#client = client
    this.#watching = watching
    client.onNotification((event) => this.#onEvent(event))
  }

  /** Nothing changes before tmux says so. */
  get isQuiet(): boolean {
    return !this.#isPrinting && this.#followed?.stop !== undefined
  }

  /** Answers when tmux does; what takes longer than one question is read beside: a tmux that stops in the middle of it is noticed. */
  async ask(): TmuxResult<unknown> {
    const isFollowed = this.#followed?.stop !== undefined
    if (this.#isStale || !isFollowed) this.#look()
    else if (this.#pane !== undefined) return await this.#readOutput(this.#pane.paneId)
    return await this.#client.command(['display-message', '-p', 'ping'])
  }

  /** What it shows has been seen: its end of work is no news any more. */
  async markSeen(): Promise<void> {
    const pane = this.#pane
    if (pane === undefined) return
    const seen = await markPaneSeen(this.#client, pane)
    if (seen.ok && this.#pane?.paneId === pane.paneId)
      this.#setPane({ ...this.#pane, seenMs: seen.value.seenMs })
  }

  #onEvent(event: ControlEvent): void {
    if (event.kind === 'window-add' || event.kind === 'window-close' || event.kind === 'window-renamed')
      this.#onNews('facts')
    if (event.kind !== 'activity') return
    this.#marks += 1
    // What it says of itself changes which of its words are the last, without another line.
    this.#settledAt = undefined
    this.#onNews('output')
    if (this.#pane === undefined) this.#look()
    else if (this.#pane.paneId === event.pane) this.#setPane({ ...this.#pane, said: event.said })
  }

  #onNews(of: 'facts' | 'output'): void {
    if (of === 'facts') this.#isStale = true
    this.#watching.onNews()
  }

  #look(): void {
    if (this.#isLooking) return
    this.#isLooking = true
    this.#isStale = false
    void this.#watching.background.run(async () => {
      const pane = await this.#readPane()
      if (pane !== undefined) {
        await this.#follow(pane.windowId)
        await this.#readOutput(pane.paneId)
      }
      this.#isLooking = false
      if (this.#isStale) this.#watching.onNews()
    })
  }

  async #readPane(): Promise<MainPane | undefined> {
    const marks = this.#marks
    const pane = await readMainPane(this.#client)
    if (!pane.ok || pane.value === undefined) return undefined
    if (marks === this.#marks) this.#setPane(pane.value)
    else if (this.#pane?.paneId !== pane.value.paneId) return await this.#readPane()
    else this.#isStale = true
    return pane.value
  }

  async #follow(windowId: string): Promise<void> {
    if (this.#followed?.windowId === windowId) return
    this.#followed?.stop?.()
    const followed = await followPane(this.#client, windowId, (of) => this.#onNews(of))
    this.#followed = { windowId, stop: followed.ok ? followed.value : undefined }
  }

  /** Reads the last line again only when something was printed, or may have been. */
  async #readOutput(paneId: string): TmuxResult<unknown> {
    const printed = await readPrinted(this.#client, paneId)
    if (!printed.ok) this.#isStale = true
    if (!printed.ok || printed.value === undefined) return printed
    const { at, isSettled } = printed.value
    this.#isPrinting = !isSettled || this.#isUndecided
    if (at !== this.#settledAt || this.#isUndecided)
      void this.#watching.background.run(async () => {
        const marks = this.#marks
        const line = (await this.#lookAtScreen(paneId)) ?? (await this.#lastShown(paneId))
        if (line === undefined) return
        this.#settledAt = isSettled && marks === this.#marks ? at : undefined
        this.#watching.onLastLine(line)
      })
    return printed
  }

  async #lastShown(paneId: string): Promise<string | undefined> {
    const text = await captureText(this.#client, paneId)
    return text.ok ? (text.value.split('\n').findLast((line) => line.trim() !== '') ?? '') : undefined
  }

  /**
   * What an agent said or did last; `undefined` where no agent's screen is shown. Where its screen says something else than its hooks did, tmux will
   * tell of it as of any mark.
   */
  async #lookAtScreen(paneId: string): Promise<string | undefined> {
    const pane = this.#pane
    if (pane?.paneId !== paneId || !pane.isAgent || pane.exitCode !== undefined) return undefined
    const { agent } = this.#watching
    if (agent === undefined) return undefined
    const { AgentEye } = await import('../agent/agent-eye.ts')
    const { AgentWords } = await import('../agent/agent-words.ts')
    if (this.#eye?.of !== paneId) {
      const eye = new AgentEye(this.#client, { paneId, agent })
      this.#eye = { of: paneId, eye, words: new AgentWords(this.#client, agent) }
    }
    const { kind, still, work } = await this.#eye.eye.look(pane)
    if (this.#pane?.paneId === paneId && still !== pane.still) this.#setPane({ ...this.#pane, still })
    this.#isUndecided = kind === 'undecided' || kind === 'early'
    if (this.#isUndecided) this.#onNews('output')
    return (await this.#eye.words.gist(pane)) ?? work
  }

  #setPane(pane: MainPane): void {
    this.#pane = pane
    this.#watching.onPane(pane)
  }
}
