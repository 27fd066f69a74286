import { ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import type { Task } from '../tasks/task.ts'
import type { CreateInput, TaskResult } from '../tasks/verbs.ts'
import type { ServerContext } from './context.ts'
import type { OwnTasks } from './events/feeds.ts'
import type { Asked } from './route.ts'

interface Beginning extends Pick<Asked, 'traceparent'> {
  readonly create: (input: CreateInput) => TaskResult<Task>
  /** Sees it through in place of the server's own. Where there is no task, it has opened nothing. */
  readonly own?: OwnTasks
}

/** Keeps a new task, and sees it through. */
export async function beginTask(
  { feeds, log }: ServerContext,
  { create, own, traceparent }: Beginning,
): Promise<Result<Task, Failure>> {
  const created = await create({
    traceparent,
    onForgotten: (tasks) => log('info', 'forgot tasks', { tasks }),
  })
  if (!created.ok) return created
  feeds.begin(created.value, own)
  return ok(created.value)
}
