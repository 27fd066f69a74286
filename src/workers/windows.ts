import { listWindows } from '../tmux/windows.ts'
import type { WorkersContext } from './context.ts'
import { withWorker } from './reach/talk.ts'
import type { WorkerResult, WorkerWindow } from './verbs.ts'

/** A worker's windows, in tmux's order. */
export const windowsOfWorker = (
  context: WorkersContext,
  name: string,
): WorkerResult<readonly WorkerWindow[]> => withWorker(context, { name }, ({ client }) => listWindows(client))
