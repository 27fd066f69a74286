import { isAbsolute } from 'node:path'
import { sentenceOf } from '../present/failure.ts'
import type { Task } from '../tasks/task.ts'
import { hasEnded } from '../tasks/task.ts'
import type { ServerContext } from './context.ts'

/** Goes on with tasks that have not ended: those of a server before this one, which may have been killed, and others that nobody drives. */
export async function adopt({ tasks, feeds, log }: ServerContext): Promise<void> {
  const all = await tasks.list()
  if (!all.ok)
    return log('error', 'tasks can’t be read', {
      reason: all.failure.reason,
      why: sentenceOf(all.failure).what,
    })
  const open = all.value.filter(isForAnybody)
  for (const task of open) feeds.begin(task)
  if (open.length > 0) log('info', 'goes on with tasks', { tasks: open.map(({ id }) => id) })
}

/** A hal that knew no `cwd` may have meant its own by it, which nobody else knows. */
const isForAnybody = ({ state, wish }: Task): boolean =>
  state.status === 'pending'
    ? wish.workspace === 'empty' || isAbsolute(wish.cwd ?? wish.workspace ?? '')
    : !hasEnded(state)
