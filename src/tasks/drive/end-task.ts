import { ok } from '../../lib/result.ts'
import type { TasksContext } from '../context.ts'
import { lastOf, type TaskOutcome } from '../hear/task-outcome.ts'
import type { Journal } from '../keep/journal.ts'
import type { KeptWorker } from '../keep/kept-task.ts'
import type { Requests } from '../talk/requests.ts'
import type { TaskState } from '../task.ts'
import type { TaskResult } from '../task-failure.ts'
import { leaveWorker } from './leave-worker.ts'
import { writeEnd } from './write-end.ts'

interface Ended {
  readonly worker: KeptWorker
  readonly outcome: TaskOutcome
  readonly requests: Requests
}

/**
 * Says the end first, as somebody waits for it, and then clears up: a worker with a branch of its own is stopped, and stays for `hal merge`;
 * one that was there before goes on; any other goes. What can't be cleared up is a worker like any other, and seen as that.
 */
export async function endTask(
  { workers }: TasksContext,
  journal: Journal,
  { worker, outcome, requests }: Ended,
): TaskResult<void> {
  const written = await writeEnd(journal, { last: lastOf(outcome), state: stateOf(outcome), requests })
  await (worker.guest === undefined ? clearUp : leaveWorker)(workers, worker)
  return written.ok ? ok(undefined) : written
}

async function clearUp(workers: TasksContext['workers'], worker: KeptWorker): Promise<void> {
  const found = await workers.find(worker.name)
  if (!found.ok || found.value.containerId !== worker.containerId) return
  if (found.value.workspace.kind === 'clone') await workers.stop([worker])
  else await workers.remove([worker], { isForced: true })
}

function stateOf(outcome: TaskOutcome): TaskState {
  const at = new Date()
  switch (outcome.kind) {
    case 'completed': {
      const { kind: _, ...completion } = outcome
      return { status: 'completed', at, ...completion }
    }
    case 'failed':
      return { status: 'failed', at, why: outcome.why }
    case 'cancelled':
      return { status: 'cancelled', at }
  }
}
