import type { ControlClient } from '../../tmux/control-client.ts'
import { findPane } from '../../tmux/windows.ts'
import type { Worker } from '../worker.ts'

/** How the program in the `agent` window ended; `undefined` while it runs, where there is no such window, and where tmux doesn't say. */
export async function readAgentExit(client: ControlClient): Promise<number | undefined> {
  const pane = await findPane(client, 'agent')
  if (!pane.ok || !pane.value.isDead || pane.value.exitCode !== undefined)
    return pane.ok ? pane.value.exitCode : undefined
  // tmux can miss that a program ended; a child of its own makes it look again.
  await client.command(['run-shell', ':'])
  const again = await findPane(client, 'agent')
  return again.ok ? again.value.exitCode : undefined
}

/** Most mistakes in a command (a word that is no program, a wrong flag) end it within that. */
const firstMomentMs = 250
const betweenLooksMs = 15

/** The same for a program that has just been started: one that ends at once is told from one that runs. */
export async function readEarlyAgentExit(client: ControlClient): Promise<number | undefined> {
  const until = performance.now() + firstMomentMs
  if (!(await findPane(client, 'agent')).ok) return undefined
  for (;;) {
    const exitCode = await readAgentExit(client)
    if (exitCode !== undefined || performance.now() > until) return exitCode
    await new Promise((resolve) => setTimeout(resolve, betweenLooksMs))
  }
}

/** What it means for the worker: its agent has nothing left to do. */
export const withAgentExit = (worker: Worker, agentExitCode: number | undefined): Worker =>
  agentExitCode === undefined ? worker : { ...worker, activity: 'done', agentExitCode }
