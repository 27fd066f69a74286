import { setTimeout as after } from 'node:timers/promises'
import { markPaneSeen, readMainPane } from '../../tmux/main-pane.ts'
import type { WorkersContext } from '../context.ts'
import { type Reachable, reach } from '../reach/reach.ts'

/** Less is passing by. */
export const lookMs = 1_000

/**
 * Whoever is attached for a moment has seen what the worker shows: its end of work is no news any more. What comes while somebody is
 * attached isn't any to begin with: its tmux sees to that.
 */
export async function noteLook(
  context: WorkersContext,
  worker: Reachable,
  signal: AbortSignal,
): Promise<void> {
  await after(lookMs, undefined, { signal }).catch(() => undefined)
  if (signal.aborted) return
  const client = await reach(context, worker, signal)
  if (!client.ok) return
  await using tmux = client.value
  const pane = await readMainPane(tmux)
  if (pane.ok && pane.value?.isInFront === true) await markPaneSeen(tmux, pane.value)
}
