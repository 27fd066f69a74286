import { setTimeout as after } from 'node:timers/promises'
import { fail, ok } from '../../lib/result.ts'
import { pasteText } from '../../tmux/paste.ts'
import type { PromptProof, WorkerResult } from '../verbs.ts'
import type { Seat } from './prompt-ready.ts'
import { type Delivery, PromptWatch } from './prompt-watch.ts'

/** Enter is pressed again where the words still stand in the box that long after. */
const firstPatienceMs = 900
/** A long paste is taken in at the agent's own pace: Gemini CLI needs ten seconds and more for a megabyte where the machine has much to do. */
const pastedAMs = 300
const presses = 4

/** Pastes the prompt, presses Enter, and answers once there is proof; nothing but Enter is ever pressed. */
export async function deliverPrompt(seat: Seat, delivery: Delivery): WorkerResult<PromptProof> {
  const { name, client, paneId, box, signal } = seat
  const { text, wasWorking } = delivery
  const startedMs = performance.now()
  using watch = new PromptWatch(seat, delivery)
  let isEntered = box.enterAfterMs === 0 && !wasWorking
  // Some draw their box before they have asked their terminal for brackets, and take a tab for a key until then.
  const pasted = await pasteText(client, paneId, text, { isEnterPressed: isEntered, isBracketed: true })
  if (!pasted.ok) return pasted
  if (wasWorking) {
    const shown = await watch.words()
    if (!shown.ok) return shown
  }
  const patienceMs = firstPatienceMs + text.length / pastedAMs
  let gapMs = box.enterAfterMs
  for (let press = 0; press < presses; press += 1) {
    if (!isEntered) {
      await after(gapMs)
      const entered = await pasteText(client, paneId, '', { isEnterPressed: true })
      if (!entered.ok) return entered
    }
    isEntered = false
    const proof = await watch.proof(patienceMs * (press + 1))
    if (!proof.ok) return proof
    if (proof.value !== undefined) return ok({ ...proof.value, tookMs: performance.now() - startedMs })
    if (signal.aborted) return fail({ reason: 'cancelled', what: 'prompt' })
    gapMs = Math.max(150, gapMs * 2)
  }
  return fail({ reason: 'prompt-stalled', name, why: 'not-taken' })
}
