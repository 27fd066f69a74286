import { fail, ok } from '../lib/result.ts'
import type { Store } from '../store/store.ts'
import type { TasksContext } from './context.ts'
import { readOpenTasks } from './keep/read-tasks.ts'
import { hasEnded, type TaskOrder, type TaskWish } from './task.ts'
import type { TaskResult } from './task-failure.ts'

/** With the worker's whole name, and its agent where nobody named one. What the worker has, nobody can wish another of. */
export async function inWorker(
  { workers }: Pick<TasksContext, 'workers'>,
  order: TaskOrder & { readonly worker: string },
): TaskResult<TaskWish> {
  const other = (['image', 'profile', 'workspace', 'branch'] as const).find(
    (name) => order[name] !== undefined,
  )
  if (other !== undefined)
    return fail({
      ...{ reason: 'invalid-input', what: `--worker and --${other}` },
      ...{ expected: 'one of them', got: 'both' },
    })
  const { worker, agent, talk } = order
  const host = await workers.hostFor({ name: worker, agent, talk })
  return host.ok ? ok({ ...order, worker: host.value.name, agent: host.value.agent }) : host
}

/** Whether no task works there, or is to. */
export async function checkFree(store: Store, worker: string): TaskResult<void> {
  const tasks = await readOpenTasks(store)
  if (!tasks.ok) return tasks
  const there = tasks.value.find(
    (task) => !hasEnded(task.state) && (task.worker?.name ?? task.wish.worker) === worker,
  )
  return there === undefined ? ok(undefined) : fail({ reason: 'worker-has-task', worker, id: there.id })
}
