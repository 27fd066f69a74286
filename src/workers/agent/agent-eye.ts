import { createHash } from 'node:crypto'
import { setTimeout as after } from 'node:timers/promises'
import { type Judgement, judge, lookAgainMs } from '../../agents/screen/judge.ts'
import { lastWork } from '../../agents/screen/last-work.ts'
import { readScreen } from '../../agents/screen/read-screen.ts'
import type { ScreenRules } from '../../agents/screen/screen-rules.ts'
import { type Settled, settle } from '../../agents/screen/settle.ts'
import { shownWork } from '../../agents/screen/shown-work.ts'
import type { Verdict } from '../../agents/screen/verdict.ts'
import { screenRulesOf } from '../../agents/screen-rules-of.ts'
import { ok } from '../../lib/result.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { type MainPane, readMainPane } from '../../tmux/main-pane.ts'
import { sayMark } from '../../tmux/say-mark.ts'
import { captureScreen } from '../../tmux/screen.ts'
import { keepStillness, type Stillness } from '../../tmux/stillness.ts'

/** Reads an agent's screen. When that says something and what comes of it is in `agents/screen`. */
export class AgentEye {
  readonly #client: ControlClient
  readonly #paneId: string
  readonly #rules: ScreenRules | undefined
  #seen: Settled | undefined
  #seenAtMs = 0
  #still: Stillness | undefined
  #wasAlike = false

  constructor(
    client: ControlClient,
    { paneId, agent }: { readonly paneId: string; readonly agent: string | undefined },
  ) {
    this.#client = client
    this.#paneId = paneId
    this.#rules = agent === undefined ? undefined : screenRulesOf(agent, undefined)
  }

  /** What the screen says now; `undefined` for an agent whose screens hal doesn't know. */
  async read(): TmuxResult<Verdict | undefined> {
    if (this.#rules === undefined) return ok(undefined)
    const screen = await captureScreen(this.#client, this.#paneId)
    return screen.ok ? ok(readScreen(screen.value.lines, this.#rules)) : screen
  }

  /**
   * One look, for what the agent's hooks leave out; `pane`: what is known of it. What the screen has to say is said by a mark, author
   * `screen`, so that all hals agree and the worker keeps it. So is what an agent at work has shown: by that its silence is known.
   */
  async look({ said, still }: Pick<MainPane, 'said' | 'still'>): Promise<Look> {
    const screen = await captureScreen(this.#client, this.#paneId)
    if (!screen.ok) return { kind: 'stands', still, text: undefined, work: undefined }
    if (said?.activity === 'working') await this.#noteWork(screen.value.lines, still)
    const known = { still: this.#still ?? still }
    if (this.#rules === undefined) return { kind: 'stands', ...known, text: undefined, work: undefined }
    const verdict = readScreen(screen.value.lines, this.#rules)
    const now = performance.now()
    this.#seen = settle(this.#seen, verdict, now - this.#seenAtMs)
    this.#seenAtMs = now
    const saidMsAgo = said === undefined ? 0 : Date.now() - said.since.getTime()
    const judgement = judge(said, this.#seen, { rules: this.#rules, saidMsAgo })
    if (judgement.kind === 'say')
      await sayMark(this.#client, { paneId: this.#paneId, mark: judgement.mark, instead: said })
    const work = lastWork(screen.value.lines, this.#rules)
    return { kind: judgement.kind, ...known, text: verdict.text, work }
  }

  /** A talk that flows is noted now and then. One look in the middle of its drawing, between two that are alike, shows nothing new. */
  async #noteWork(lines: readonly string[], known: Stillness | undefined): Promise<void> {
    const isFirst = this.#still === undefined
    if (known !== undefined && known.since > (this.#still?.since ?? 0)) this.#still = known
    const digest = createHash('sha256').update(shownWork(lines, this.#rules)).digest('hex').slice(0, 16)
    const wasAlike = this.#wasAlike
    this.#wasAlike = this.#still?.digest === digest
    const since = new Date()
    if (this.#wasAlike || (wasAlike && !isFirst)) return
    if (since.getTime() - (this.#still?.since.getTime() ?? 0) < betweenNotesMs) return
    this.#still = { digest, since }
    this.#wasAlike = true
    await keepStillness(this.#client, this.#paneId, this.#still)
  }
}

export interface Look extends Pick<MainPane, 'still'> {
  readonly kind: Judgement['kind']
  /** What its screen says besides: why it tries again, for one. */
  readonly text: string | undefined
  /** The last line of what it said or did; `undefined` where its screen shows something else, or hal doesn't know it. */
  readonly work: string | undefined
}

const betweenNotesMs = 1_000

const mostLooks = 10

/** How long it takes at the most where tmux answers. */
export const eyePatienceMs = mostLooks * lookAgainMs + 1_000

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
    if (looks === mostLooks) return pane
    const { kind, still } = await eye.look(pane.value)
    if (kind === 'stands' || kind === 'early') return ok({ ...pane.value, still })
    if (kind === 'undecided') await after(lookAgainMs)
  }
}
