import { readKept, textIn } from '../../agents/answer.ts'
import { isSameText } from '../../agents/prompt-box.ts'
import { ok } from '../../lib/result.ts'
import { within } from '../../lib/within.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { readMainPane } from '../../tmux/main-pane.ts'
import { readFile } from '../../tmux/read-file.ts'
import { sayMark } from '../../tmux/say-mark.ts'
import { inside } from '../reach/inside.ts'
import { pathInTmux } from '../reach/path-in-tmux.ts'
import type { PromptProof } from '../verbs.ts'
import type { Seat } from './prompt-ready.ts'

export interface Delivery {
  readonly text: string
  /** It takes the prompt when it is done with what it does. */
  readonly wasWorking: boolean
}

type Proof = Omit<PromptProof, 'tookMs'>

const betweenLooksMs = 100
/** An agent at work draws what is pasted within this, on a machine that has much to do. */
const wordsPatienceMs = 3_000
/** An agent can be seen at work before its hook has said so. After that its screen has the word: whoever waits for the agent would find it idle. */
const hookPatienceMs = 3_000

/**
 * Sees and hears what becomes of a prompt, from before it is pasted on. The proof is its hook's word; or, of an agent that was ready, an
 * empty box while it works. One that was at work before looks like that all the time: of it, that the words stood in the box, and are gone.
 */
export class PromptWatch implements Disposable {
  readonly #seat: Seat
  readonly #prompt: Delivery
  readonly #stop: () => void
  #heard = Promise.withResolvers<void>()
  #isHeard = false
  #stoodThere = false

  constructor(seat: Seat, prompt: Delivery) {
    this.#seat = seat
    this.#prompt = prompt
    this.#stop = seat.client.onNotification((event) => {
      if (event.kind !== 'activity' || event.pane !== seat.paneId || event.said?.activity !== 'working')
        return
      if (event.said.by === 'screen') return
      this.#isHeard = true
      this.#heard.resolve()
    })
  }

  /** Resolves once the words stand in the box, or it is plain that they won't be seen there. */
  async words(): TmuxResult<undefined> {
    const until = performance.now() + wordsPatienceMs
    while (performance.now() < until && !this.#seat.signal.aborted) {
      const gone = await this.#look()
      if (!gone.ok) return gone
      if (this.#stoodThere || this.#isHeard) break
      await within(this.#heard.promise, { ms: betweenLooksMs, signal: this.#seat.signal })
    }
    return ok(undefined)
  }

  /** `undefined`: there is none in so many milliseconds. A hook is given some more to confirm what was seen. */
  async proof(patienceMs: number): TmuxResult<Proof | undefined> {
    const { signal } = this.#seat
    const { wasWorking } = this.#prompt
    const until = performance.now() + patienceMs
    let isSeen = false
    while (performance.now() < until && !signal.aborted) {
      await within(this.#heard.promise, { ms: betweenLooksMs, signal })
      const gone = this.#isHeard ? ok(undefined) : await this.#look()
      if (!gone.ok) return gone
      const taken = await this.#byHook()
      if (taken !== undefined) return ok(taken)
      if (gone.value !== undefined && wasWorking) return ok(gone.value)
      isSeen ||= gone.value !== undefined
    }
    if (!isSeen) return ok(undefined)
    await within(this.#heard.promise, { ms: hookPatienceMs, signal })
    const heard = await this.#byHook()
    if (heard !== undefined) return ok(heard)
    const told = await this.#tellOfWork()
    return told.ok ? ok({ by: 'screen' }) : told
  }

  /** The screen's proof that the words are gone. */
  async #look(): TmuxResult<Proof | undefined> {
    const verdict = await this.#seat.eye.read()
    if (!verdict.ok) return verdict
    const { kind, typed } = verdict.value ?? {}
    if (typed !== undefined) this.#stoodThere = true
    if (typed !== undefined || (kind !== 'working' && kind !== 'ready')) return ok(undefined)
    if (!this.#prompt.wasWorking) return ok(kind === 'working' ? { by: 'screen' } : undefined)
    // Some take it into what they do, and may be done with that by now.
    return ok(this.#stoodThere ? { by: kind === 'working' ? 'queue' : 'screen' } : undefined)
  }

  /** In its hook's place, as long as that says nothing; the hook's next word counts again. */
  async #tellOfWork(): TmuxResult<unknown> {
    const { eye, client, paneId } = this.#seat
    const verdict = await eye.read()
    if (!verdict.ok || verdict.value?.kind !== 'working') return verdict
    const pane = await readMainPane(client)
    if (!pane.ok || pane.value?.paneId !== paneId || pane.value.said?.activity !== 'idle') return pane
    const mark = { activity: 'working', by: 'screen' } as const
    return await sayMark(client, { paneId, mark, instead: pane.value.said })
  }

  async #byHook(): Promise<Proof | undefined> {
    if (!this.#isHeard) return undefined
    const compared = await comparison(this.#seat.client, this.#prompt.text)
    if (!this.#prompt.wasWorking || compared.isExact !== false) return { by: 'hook', ...compared }
    // What was queued before has its turn first.
    this.#heard = Promise.withResolvers()
    this.#isHeard = false
    return undefined
  }

  [Symbol.dispose](): void {
    this.#stop()
  }
}

/** Whether it took the very words; an agent that doesn't say leaves it open. */
async function comparison(client: ControlClient, text: string): Promise<{ readonly isExact?: boolean }> {
  const kept = await readFile(client, await pathInTmux(client, inside.kept('prompt')))
  const taken = kept.ok ? textIn(readKept(kept.value), 'prompt') : undefined
  return taken === undefined ? {} : { isExact: isSameText(text, taken) }
}
