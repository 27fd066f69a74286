import { setTimeout as after } from 'node:timers/promises'
import { mayChange } from '../../agents/screen/may-change.ts'
import { readScreen } from '../../agents/screen/read-screen.ts'
import type { ScreenRules } from '../../agents/screen/screen-rules.ts'
import { isAtRest, type Settled, settle } from '../../agents/screen/settle.ts'
import { screenRulesOf } from '../../agents/screen-rules-of.ts'
import type { SaidActivity } from '../../tmux/activity.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import { sayMark } from '../../tmux/say-mark.ts'
import { captureScreen } from '../../tmux/screen.ts'

/**
 * Reads an agent's screen for what its hooks don't say. What it finds is said by a mark, author `screen`, so that all hals agree and the
 * worker keeps it.
 */
export class AgentEye {
  readonly #client: ControlClient
  readonly #paneId: string
  readonly #rules: ScreenRules | undefined
  #last: Settled | undefined
  #restSinceMs: number | undefined

  constructor(
    client: ControlClient,
    { paneId, agent }: { readonly paneId: string; readonly agent: string | undefined },
  ) {
    this.#client = client
    this.#paneId = paneId
    this.#rules = agent === undefined ? undefined : screenRulesOf(agent, undefined)
  }

  /**
   * One look; `said`: what was said last. `undecided`: the screen says something else, and a second look, `betweenLooksMs` later, has to say so too.
   * `changed`: it has been said. `too-early`: what was said is so new that it stands; who goes on looking looks again.
   */
  async look(said: SaidActivity | undefined): Promise<'agrees' | 'too-early' | 'undecided' | 'changed'> {
    if (this.#rules === undefined) return 'agrees'
    const screen = await captureScreen(this.#client, this.#paneId)
    if (!screen.ok) return 'agrees'
    this.#last = settle(this.#last, readScreen(screen.value.lines, this.#rules))
    const { kind } = this.#last.verdict
    if (isFreshQuestion(said) && kind !== 'waiting' && kind !== 'onboarding') return 'too-early'
    const change = mayChange(said, this.#last, this.#rules)
    this.#restSinceMs = isAtRest(this.#last.verdict) ? (this.#restSinceMs ?? performance.now()) : undefined
    const isBrief = performance.now() - (this.#restSinceMs ?? 0) < restMs
    if (change?.activity === 'idle' && said?.activity === 'working' && said.by !== 'screen' && isBrief)
      return 'undecided'
    if (change === undefined)
      return mayChange(said, { ...this.#last, isSettled: true }, this.#rules) === undefined
        ? 'agrees'
        : 'undecided'
    await sayMark(this.#client, { paneId: this.#paneId, mark: change, instead: said })
    return 'changed'
  }
}

/** An agent that said it works may look at rest for a moment: before its first word, between two things that it does. */
const restMs = 1_500

/** How long an agent may take to draw the dialog that its hook told of, on a machine that has much to do. */
const drawnWithinMs = 3_000

/** A hook's word that it asks, so new that the screen may not show it yet. A clock that goes wrong makes nothing new. */
export const isFreshQuestion = (said: SaidActivity | undefined): boolean =>
  said?.activity === 'waiting' &&
  said.by !== 'screen' &&
  Math.abs(Date.now() - said.since.getTime()) < drawnWithinMs

/** An agent says at its hook that it asks some time before it draws its dialog. */
export const betweenLooksMs = 250

/** Reads the main pane, and its agent's screen as long as that says something else. */
export async function readMainPaneWithEye(
  client: ControlClient,
  agent: string | undefined,
): TmuxResult<MainPane | undefined> {
  let eye: AgentEye | undefined
  for (let looks = 0; ; looks += 1) {
    const pane = await readMainPane(client)
    if (!pane.ok || pane.value === undefined || pane.value.exitCode !== undefined || !pane.value.isAgent)
      return pane
    eye ??= new AgentEye(client, { paneId: pane.value.paneId, agent })
    const seen = looks === mostLooks ? 'agrees' : await eye.look(pane.value.said)
    if (seen === 'agrees' || seen === 'too-early') return pane
    if (seen === 'undecided') await after(betweenLooksMs)
  }
}

const mostLooks = 10
