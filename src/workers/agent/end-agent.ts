import { setTimeout as after } from 'node:timers/promises'
import { findForm } from '../../agents/forms.ts'
import type { ControlClient } from '../../tmux/control-client.ts'
import { readMainPane } from '../../tmux/main-pane.ts'
import type { WorkersContext } from '../context.ts'
import { type Reachable, reach } from '../reach/reach.ts'
import type { Worker } from '../worker.ts'

/** What an agent may take to end by itself: to stop its tools, and write down what was said. Who stops a worker waits for it. */
const graceMs = 500
const betweenLooksMs = 20

/**
 * Asks the agent in a worker's terminal to end, as ctrl-c asks a program, and waits a moment until it has. An agent that stays, or that nobody
 * reaches in time, ends with its container: so this fails never. One without a terminal is ended by whoever gave it its prompt.
 */
export async function endAgent(
  context: WorkersContext,
  worker: Reachable & Pick<Worker, 'agent'>,
): Promise<void> {
  const form = worker.agent === undefined ? undefined : findForm(worker.agent, context.agents)
  if (form?.ok !== true || form.value.endsBy !== 'interrupt') return
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(graceMs)])
  const reached = await reach(context, worker, signal)
  if (!reached.ok) return
  await using client = reached.value
  const pane = await readMainPane(client)
  if (!pane.ok || pane.value === undefined) return
  const { paneId, isAgent, exitCode, said } = pane.value
  if (!isAgent || exitCode !== undefined || said?.by === 'task') return
  const asked = await client.command(['run-shell', '-t', paneId, 'kill -INT #{pane_pid}'])
  if (asked.ok) await untilEnded(client, signal)
}

async function untilEnded(client: ControlClient, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pane = await readMainPane(client)
    if (!pane.ok || pane.value?.exitCode !== undefined) return
    await after(betweenLooksMs)
  }
}
