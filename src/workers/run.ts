import { fail, ok } from '../lib/result.ts'
import { runCommand } from '../tmux/run-command.ts'
import { withTurn } from '../tmux/turns.ts'
import { findLivePane } from '../tmux/windows.ts'
import { agentOf } from './agent/agent-of.ts'
import type { WorkersContext } from './context.ts'
import { inside } from './reach/inside.ts'
import { pathInTmux } from './reach/path-in-tmux.ts'
import { withWorker } from './reach/talk.ts'
import type { Answered, Captured, RunInput, WorkerResult } from './verbs.ts'

/** The most of a command's output that hal keeps in memory; what comes before its last 256 MiB is dropped and said to be. */
const maxBytes = 256 * 1024 ** 2

/**
 * Runs a command in a window's shell and answers exactly what it wrote, and its exit status. Senders to one worker take turns. An agent is
 * given the text as a prompt, and its answer is brought.
 */
export function runInWorker(context: WorkersContext, input: RunInput): WorkerResult<Captured | Answered> {
  const { text, timeoutMs, signal = context.signal } = input
  const startedMs = performance.now()
  return withWorker(context, input, async (conversation): WorkerResult<Captured | Answered> => {
    const { name, client, another } = conversation
    const pane = await findLivePane(client, input.window)
    if (!pane.ok) return pane
    const { paneId, window } = pane.value
    const form = await agentOf(context, client, paneId)
    if (form?.box !== undefined)
      return (await import('./ask.ts')).askHere(context, conversation, { ...input, form, paneId })
    if (input.until !== undefined)
      return fail({
        ...{ reason: 'invalid-input', what: '--until', expected: 'an agent in the window', got: window },
      })
    const waitSignal =
      timeoutMs === undefined ? signal : AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
    const captured = await withTurn(client, { paneId, openClient: another, signal: waitSignal }, async () => {
      const inDir = await pathInTmux(client, inside.inDir)
      const leftMs =
        timeoutMs === undefined
          ? {}
          : { timeoutMs: Math.max(0, Math.ceil(timeoutMs - (performance.now() - startedMs))) }
      return runCommand(client, { pane: paneId, text, inDir, maxBytes, signal, ...leftMs })
    })
    if (captured.ok) return ok({ worker: name, window, ...captured.value })
    const { failure } = captured
    if (failure.reason === 'still-running' || failure.reason === 'left-running')
      return fail({ ...failure, worker: name })
    const isLate = captured.failure.reason === 'cancelled' && !signal.aborted && timeoutMs !== undefined
    return isLate ? fail({ reason: 'still-waiting', timeoutMs, window }) : captured
  })
}
