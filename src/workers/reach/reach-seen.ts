import type { ControlClient } from '../../tmux/control-client.ts'
import type { WorkersContext } from '../context.ts'
import { findRunning, findWorker } from '../find.ts'
import type { WorkerResult } from '../verbs.ts'
import type { SeenWorker } from '../whom.ts'
import { reach } from './reach.ts'

/**
 * A client of this very container's tmux. A socket is found by a name, which may be another worker's by now: whose it is, is known once
 * the container is still there after the connection is, as no two of them have a name at the same time.
 */
export async function reachSeen(
  context: WorkersContext,
  seen: SeenWorker,
  signal = context.signal,
): WorkerResult<ControlClient> {
  const reached = await reach(context, seen, signal)
  // What has answered is reached, whatever becomes of it next: who is frozen meanwhile is not somebody else.
  const found = await (reached.ok ? findWorker : findRunning)(context, seen)
  if (found.ok) return reached
  if (reached.ok) await reached.value.close()
  return found
}
