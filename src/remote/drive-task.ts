import type { Task } from '../tasks/task.ts'
import type { TaskResult } from '../tasks/task-failure.ts'
import type { DriveInput } from '../tasks/verbs.ts'
import { cancelTask, showTask } from './show-task.ts'
import { taskEvents } from './task-events.ts'
import type { Wire } from './wire.ts'

/** The server sees its tasks through: here one waits for a task's end, or asks for it. */
export async function driveTask(wire: Wire, { id, onQueued, cancel }: DriveInput): TaskResult<Task> {
  const shown = await showTask(wire, id)
  if (!shown.ok) return shown
  const { state } = shown.value
  if (state.status === 'pending' && state.position !== undefined) onQueued?.(state.position)
  const ending = cancelWhen(cancel, () => cancelTask(wire, id))
  const ended = await taskEvents(wire, {
    ...{ id, after: shown.value.lastEvent, isFollowed: true, onEvent: () => undefined },
  })
  const cancelled = await ending.done()
  // One that has come to its end meanwhile has nothing to cancel.
  return cancelled?.ok === false && cancelled.failure.reason !== 'task-ended' ? cancelled : ended
}

function cancelWhen(signal: AbortSignal | undefined, ask: () => TaskResult<Task>) {
  let asked: TaskResult<Task> | undefined
  const onAbort = () => {
    asked ??= ask()
  }
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })
  return {
    /** `undefined`: nobody asked for it. */
    done: async () => {
      signal?.removeEventListener('abort', onAbort)
      return asked
    },
  }
}
