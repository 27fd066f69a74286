import { mayChange } from '../agents/screen/may-change.ts'
import { readScreen } from '../agents/screen/read-screen.ts'
import type { ScreenRules } from '../agents/screen/screen-rules.ts'
import { type Settled, settle } from '../agents/screen/settle.ts'
import { screenRulesOf } from '../agents/screen-rules-of.ts'
import type { SaidActivity } from '../tmux/activity.ts'
import type { ControlClient } from '../tmux/control-client.ts'
import { sayMark } from '../tmux/say-mark.ts'
import { captureScreen } from '../tmux/screen.ts'

/**
 * Reads an agent's screen for what its hooks don't say. What it finds is said by a mark, author `screen`, so that all hals agree and the
 * worker keeps it.
 */
export class AgentEye {
  readonly #client: ControlClient
  readonly #paneId: string
  readonly #rules: ScreenRules | undefined
  #last: Settled | undefined

  constructor(
    client: ControlClient,
    { paneId, agent }: { readonly paneId: string; readonly agent: string | undefined },
  ) {
    this.#client = client
    this.#paneId = paneId
    this.#rules = agent === undefined ? undefined : screenRulesOf(agent, undefined)
  }

  /** What the last look saw. */
  get last(): Settled | undefined {
    return this.#last
  }

  /** Worth another look though nothing was printed: the first one of two that a change takes. */
  get isUndecided(): boolean {
    return this.#last !== undefined && !this.#last.isSettled
  }

  /** One look; `said`: what was said last. */
  async look(said: SaidActivity | undefined): Promise<void> {
    if (this.#rules === undefined) return
    const screen = await captureScreen(this.#client, this.#paneId)
    if (!screen.ok) return
    this.#last = settle(this.#last, readScreen(screen.value.lines, this.#rules))
    const change = mayChange(said, this.#last, this.#rules)
    if (change === undefined) return
    await sayMark(this.#client, { paneId: this.#paneId, mark: change, instead: said })
  }
}
