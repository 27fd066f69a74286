import { setTimeout as after } from 'node:timers/promises'
import { fail, ok } from '../lib/result.ts'
import type { ControlClient } from '../tmux/control-client.ts'
import { sendKeys } from '../tmux/keys.ts'
import { readMainPane } from '../tmux/main-pane.ts'
import { pasteText } from '../tmux/paste.ts'
import { typeInto } from '../tmux/type-into.ts'
import { findLivePane } from '../tmux/windows.ts'
import { agentOf } from './agent/agent-of.ts'
import type { WorkersContext } from './context.ts'
import { withWorker } from './reach/talk.ts'
import type { SendInput, Sent, WorkerResult } from './verbs.ts'

/**
 * Types text (then Enter), keys or bytes into a window, whatever runs there, and waits for nothing but tmux's word that it has them. An agent is
 * given a text as a prompt, with proof that it took it.
 */
export function sendToWorker(context: WorkersContext, input: SendInput): WorkerResult<Sent> {
  return withWorker(context, input, async (conversation): WorkerResult<Sent> => {
    const { name, client } = conversation
    const pane = await findLivePane(client, input.window)
    if (!pane.ok) return pane
    const { paneId, window } = pane.value
    const { text, draft, isEnterLeftOut = false } = input
    const isPrompt = text !== undefined && input.keys === undefined && !isEnterLeftOut
    const form = isPrompt ? await agentOf(context, client, paneId) : undefined
    if (isPrompt && form?.box !== undefined && text.trim() === '')
      return fail({
        reason: 'invalid-input',
        what: 'what to send',
        expected: 'words (Enter alone is --keys Enter)',
        got: 'none',
      })
    if (isPrompt && form?.box !== undefined) {
      const { givePrompt } = await import('./agent/prompt.ts')
      const proof = await givePrompt(context, conversation, { ...input, text, draft, form, paneId })
      return proof.ok ? ok({ worker: name, window, proof: proof.value }) : proof
    }
    if (input.bytes !== undefined) {
      const typed = await typeInto(client, paneId, [{ kind: 'bytes', bytes: input.bytes }])
      return typed.ok ? ok({ worker: name, window }) : typed
    }
    if (text !== undefined) {
      const pasted = await pasteText(client, paneId, text)
      if (!pasted.ok) return pasted
    }
    const keys = [...(input.keys ?? []), ...(text === undefined || isEnterLeftOut ? [] : ['Enter'])]
    if (keys.length === 0 && text === undefined) {
      return fail({ reason: 'invalid-input', what: 'what to send', expected: 'text or keys', got: 'nothing' })
    }
    if (text === undefined) await untilQuestionHears(client, paneId)
    const sent = keys.length === 0 ? ok(undefined) : await sendKeys(client, paneId, keys)
    return sent.ok ? ok({ worker: name, window }) : sent
  })
}

/** A new question is deaf at first, so that nobody answers what they have not read: claude 2.1's for 0.15 s after it is drawn. */
const deafMs = 500

/** Keys that a program sends as soon as it hears of an agent's question would be lost. */
async function untilQuestionHears(client: ControlClient, paneId: string): Promise<void> {
  const pane = await readMainPane(client)
  const said = pane.ok && pane.value?.paneId === paneId ? pane.value.said : undefined
  if (said?.activity !== 'waiting') return
  // The worker's clock may be another one.
  const ageMs = Math.abs(Date.now() - said.since.getTime())
  if (ageMs < deafMs) await after(deafMs - ageMs)
}
