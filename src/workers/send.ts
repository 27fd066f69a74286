import { fail, ok } from '../lib/result.ts'
import { sendKeys } from '../tmux/keys.ts'
import { pasteText } from '../tmux/paste.ts'
import { findLivePane } from '../tmux/windows.ts'
import type { WorkersContext } from './context.ts'
import { withWorker } from './talk.ts'
import type { SendInput, WorkerResult } from './verbs.ts'

/** Types text (then Enter) or keys into a window, whatever runs there, and waits for nothing but tmux's word that it has them. */
export function sendToWorker(
  context: WorkersContext,
  input: SendInput,
): WorkerResult<{ readonly worker: string; readonly window: string }> {
  return withWorker(context, input, async ({ name, client }) => {
    const pane = await findLivePane(client, input.window)
    if (!pane.ok) return pane
    const { paneId, window } = pane.value
    if (input.text !== undefined) {
      const pasted = await pasteText(client, paneId, input.text)
      if (!pasted.ok) return pasted
    }
    const keys = [
      ...(input.keys ?? []),
      ...(input.text === undefined || input.isEnterLeftOut ? [] : ['Enter']),
    ]
    if (keys.length === 0 && input.text === undefined) {
      return fail({ reason: 'invalid-input', what: 'what to send', expected: 'text or keys', got: 'nothing' })
    }
    const sent = keys.length === 0 ? ok(undefined) : await sendKeys(client, paneId, keys)
    return sent.ok ? ok({ worker: name, window }) : sent
  })
}
