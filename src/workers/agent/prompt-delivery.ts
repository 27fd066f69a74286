import { setTimeout as after } from 'node:timers/promises'
import { readKept, textIn } from '../../agents/answer.ts'
import { isSameText } from '../../agents/prompt-box.ts'
import { fail, ok } from '../../lib/result.ts'
import { within } from '../../lib/within.ts'
import type { ControlClient, TmuxResult } from '../../tmux/control-client.ts'
import { pasteText } from '../../tmux/paste.ts'
import { readFile } from '../../tmux/read-file.ts'
import { inside } from '../reach/inside.ts'
import type { PromptProof, WorkerResult } from '../verbs.ts'
import type { Seat } from './prompt-ready.ts'

interface Delivery {
  readonly text: string
  /** It takes the prompt when it is done with what it does. */
  readonly wasWorking: boolean
}

/** Enter is pressed again where the words still stand in the box that long after. */
const firstPatienceMs = 900
const presses = 4
const betweenLooksMs = 100
/** An agent can be seen at work before its hook has said so. Until it has, whoever waits for the agent would find it idle. */
const hookPatienceMs = 3_000

/** Pastes the prompt, presses Enter, and answers once there is proof; nothing but Enter is ever pressed. */
export async function deliverPrompt(seat: Seat, { text, wasWorking }: Delivery): WorkerResult<PromptProof> {
  const { name, client, paneId, box, signal } = seat
  const startedMs = performance.now()
  using taken = hearTaken(client, paneId)
  // Some draw their box before they have asked their terminal for brackets, and take a tab for a key until then.
  const pasted = await pasteText(client, paneId, text, {
    isEnterPressed: box.enterAfterMs === 0,
    isBracketed: true,
  })
  if (!pasted.ok) return pasted
  let gapMs = box.enterAfterMs
  for (let press = 0; press < presses; press += 1) {
    if (gapMs > 0) {
      await after(gapMs)
      const entered = await pasteText(client, paneId, '', { isEnterPressed: true })
      if (!entered.ok) return entered
    }
    const proof = await awaitProof(seat, { taken, wasWorking, patienceMs: firstPatienceMs * (press + 1) })
    if (!proof.ok) return proof
    if (proof.value === 'screen' && !wasWorking) await within(taken.next, { ms: hookPatienceMs, signal })
    const tookMs = performance.now() - startedMs
    if (proof.value === 'hook' || (proof.value === 'screen' && taken.isHeard()))
      return ok({ by: 'hook', tookMs, ...(await comparison(client, text)) })
    if (proof.value === 'screen') return ok({ by: wasWorking ? 'queue' : 'screen', tookMs })
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    gapMs = Math.max(150, gapMs * 2)
  }
  return fail({ reason: 'prompt-stalled', name, why: 'not-taken' })
}

interface Proving {
  readonly taken: { readonly isHeard: () => boolean; readonly next: Promise<void> }
  readonly wasWorking: boolean
  readonly patienceMs: number
}

/** Its hook's word, or a prompt box that is empty again while it works. */
async function awaitProof(
  seat: Seat,
  { taken, wasWorking, patienceMs }: Proving,
): TmuxResult<'hook' | 'screen' | undefined> {
  const until = performance.now() + patienceMs
  const { eye, signal } = seat
  let isSeen = false
  while (performance.now() < until && !signal.aborted) {
    await within(taken.next, { ms: betweenLooksMs, signal })
    if (taken.isHeard()) return ok('hook')
    const verdict = await eye.read()
    if (!verdict.ok) return verdict
    if (taken.isHeard()) return ok('hook')
    // Its hook may be on its way.
    isSeen ||= verdict.value?.kind === 'working' && verdict.value.typed === undefined
    if (isSeen && wasWorking) return ok('screen')
  }
  return ok(isSeen ? 'screen' : undefined)
}

/** Hears that the pane's agent said to be at work, after this. */
function hearTaken(client: ControlClient, paneId: string) {
  const next = Promise.withResolvers<void>()
  let isHeard = false
  const stop = client.onNotification((event) => {
    if (event.kind !== 'activity' || event.pane !== paneId || event.said?.activity !== 'working') return
    if (event.said.by === 'screen') return
    isHeard = true
    next.resolve()
  })
  return { isHeard: () => isHeard, next: next.promise, [Symbol.dispose]: stop }
}

/** Whether it took the very words; an agent that doesn't say leaves it open. */
async function comparison(client: ControlClient, text: string): Promise<{ readonly isExact?: boolean }> {
  const kept = await readFile(client, inside.kept('prompt'))
  const taken = kept.ok ? textIn(readKept(kept.value), 'prompt') : undefined
  return taken === undefined ? {} : { isExact: isSameText(text, taken) }
}
