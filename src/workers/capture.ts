import { ok } from '../lib/result.ts'
import { captureText } from '../tmux/screen.ts'
import { findPane } from '../tmux/windows.ts'
import type { WorkersContext } from './context.ts'
import { withWorker } from './reach/talk.ts'
import type { CaptureInput, WorkerResult } from './verbs.ts'

/** What a window shows, with as many lines of its history as asked for. */
export const captureWorker = (
  context: WorkersContext,
  input: CaptureInput,
): WorkerResult<{ readonly worker: string; readonly window: string; readonly text: string }> =>
  withWorker(context, input, async ({ name, client }) => {
    const pane = await findPane(client, input.window)
    if (!pane.ok) return pane
    const { paneId, window } = pane.value
    const text = await captureText(client, paneId, {
      // Where a program ended, tmux pushes the first line of its screen into the history to say so.
      lines: input.lines ?? (pane.value.isDead ? 1 : undefined),
      isAnsi: input.isAnsi ?? false,
      isWrapKept: input.isWrapKept ?? false,
    })
    return text.ok ? ok({ worker: name, window, text: text.value }) : text
  })
