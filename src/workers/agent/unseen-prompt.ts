import { setTimeout as after } from 'node:timers/promises'
import { fail, ok } from '../../lib/result.ts'
import { within } from '../../lib/within.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import { pasteText } from '../../tmux/paste.ts'
import { captureScreen, captureText } from '../../tmux/screen.ts'
import type { PromptProof, WorkerResult } from '../verbs.ts'

/** An agent whose screens hal doesn't know, with the turn of whoever sends. */
export interface UnseenSeat {
  readonly name: string
  readonly agent: string
  readonly client: ControlClient
  readonly paneId: string
  readonly signal: AbortSignal
}

interface UnseenPrompt {
  readonly text: string
  readonly isQueued: boolean
  /** Called before anything is typed. */
  readonly onReady: (() => Promise<void>) | undefined
}

const betweenLooksMs = 100
const echoPatienceMs = 3_000
/** Enter is pressed again where it changed nothing in that time. */
const enterPatienceMs = 900
const presses = 3
/** An agent that says by marks what it does is given that long to say that it works. */
const markPatienceMs = 3_000

/**
 * Gives a prompt to an agent of which hal knows neither box nor screens. The proof is its own mark, or else its terminal's: the words
 * stood there, and Enter moved something. What it asks by a mark is in the way; what it asks otherwise, and words that others left, hal can't know.
 */
export async function promptUnseen(
  seat: UnseenSeat,
  { text, isQueued, onReady }: UnseenPrompt,
): WorkerResult<PromptProof> {
  const { name, client, paneId, signal } = seat
  const ready = await awaitTurnOf(seat, isQueued)
  if (!ready.ok) return ready
  const { said } = ready.value
  await onReady?.()
  const startedMs = performance.now()
  const took = (by: 'hook' | 'echo') => ok({ by, tookMs: performance.now() - startedMs })
  const stalled = () => fail({ reason: 'prompt-stalled', name, why: 'not-taken' } as const)
  using mark = new WorkMark(client, paneId)
  const words = tailOf(text)
  const before = await countOf(seat, words)
  if (!before.ok) return before
  const pasted = await pasteText(client, paneId, text)
  if (!pasted.ok) return pasted
  const echoed = await mark.until(echoPatienceMs, signal, async () => {
    const now = await countOf(seat, words)
    return now.ok ? ok(now.value > before.value) : now
  })
  if (!echoed.ok) return echoed
  for (let press = 0; press < presses; press += 1) {
    const shown = await lookOf(seat)
    if (!shown.ok) return shown
    const entered = await pasteText(client, paneId, '', { isEnterPressed: true })
    if (!entered.ok) return entered
    const moved = await mark.until(enterPatienceMs, signal, async () => {
      const now = await lookOf(seat)
      return now.ok ? ok(now.value !== shown.value) : now
    })
    if (!moved.ok) return moved
    if (!mark.isHeard && said !== undefined && said.activity !== 'working')
      await mark.wait(markPatienceMs, signal)
    if (mark.isHeard) return took('hook')
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    // More of the key into what shows nothing of what it gets could answer a question that nobody saw.
    if (!echoed.value) return stalled()
    if (moved.value) return took('echo')
  }
  return stalled()
}

/** Until it asks for nothing, by what it says, and, unless it may be at work, is not. */
async function awaitTurnOf(
  { name, agent, client, paneId, signal }: UnseenSeat,
  isQueued: boolean,
): WorkerResult<Pick<MainPane, 'said'>> {
  for (;;) {
    const pane = await readMainPane(client)
    if (!pane.ok) return pane
    const { said, exitCode } = pane.value?.paneId === paneId ? pane.value : {}
    if (exitCode !== undefined) return fail({ reason: 'agent-ended', name, exitCode })
    const activity = said?.activity
    if (
      said !== undefined &&
      (activity === 'waiting' || activity === 'limited' || activity === 'login-needed')
    )
      return fail({ reason: 'prompt-blocked', name, agent, activity, question: said.text })
    if (isQueued || activity !== 'working') return ok({ said })
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    await after(betweenLooksMs)
  }
}

/** Hears whether the agent says that it works. */
class WorkMark implements Disposable {
  readonly #stop: () => void
  readonly #heard = Promise.withResolvers<void>()
  isHeard = false

  constructor(client: ControlClient, paneId: string) {
    this.#stop = client.onNotification((event) => {
      if (event.kind !== 'activity' || event.pane !== paneId || event.said?.activity !== 'working') return
      this.isHeard = true
      this.#heard.resolve()
    })
  }

  async wait(ms: number, signal: AbortSignal): Promise<void> {
    await within(this.#heard.promise, { ms, signal })
  }

  /** Whether `isSo` became true in that time; its word ends the waiting, too. */
  async until(ms: number, signal: AbortSignal, isSo: () => TmuxResult<boolean>): TmuxResult<boolean> {
    const until = performance.now() + ms
    for (;;) {
      const so = await isSo()
      if (!so.ok || so.value || this.isHeard || signal.aborted || performance.now() > until) return so
      await this.wait(betweenLooksMs, signal)
    }
  }

  [Symbol.dispose](): void {
    this.#stop()
  }
}

const tailLength = 20

/** What of a text is looked for where it was pasted: its end, which no box scrolls away, and no wider than any box. */
const tailOf = (text: string): string => withoutSpace(text).slice(-tailLength)

const withoutSpace = (text: string): string => text.replaceAll(/\s+/g, '')

/** How often the words stand on the screen. */
async function countOf({ client, paneId }: UnseenSeat, words: string): TmuxResult<number> {
  const screen = await captureText(client, paneId)
  return screen.ok ? ok(withoutSpace(screen.value).split(words).length - 1) : screen
}

/** All that a key can change of it. */
async function lookOf({ client, paneId }: UnseenSeat): TmuxResult<string> {
  const screen = await captureScreen(client, paneId)
  return screen.ok ? ok(JSON.stringify([screen.value.lines, screen.value.cursor])) : screen
}
