import { ok, type Result } from '../lib/result.ts'
import type { Failure } from '../present/failure.ts'
import type { Task } from '../tasks/task.ts'
import type { CreateInput, TaskResult } from '../tasks/verbs.ts'
import type { ServerContext } from './context.ts'
import type { OwnTasks } from './events/feeds.ts'

/** Keeps a new task, and sees it through: with `own`, by that. Where there is no task, that has opened nothing. */
export async function beginTask(
  { feeds, log }: ServerContext,
  create: (input: CreateInput) => TaskResult<Task>,
  own?: OwnTasks,
): Promise<Result<Task, Failure>> {
  const created = await create({ onForgotten: (tasks) => log('info', 'forgot tasks', { tasks }) })
  if (!created.ok) return created
  feeds.begin(created.value, own)
  return ok(created.value)
}
