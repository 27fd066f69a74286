import type { TasksContext } from '../context.ts'
import { isDriven } from './lock.ts'

/** Where nobody drives a task, a hal is left behind that does. Answers whether one was. */
export async function leaveDriver(context: TasksContext, id: string): Promise<boolean> {
  if (await isDriven(context, id)) return false
  context.leaveBehind(['tasks', 'drive', id])
  return true
}
