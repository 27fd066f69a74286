import type { KeptTask } from '../keep/kept-task.ts'
import { hasEnded } from '../task.ts'

/** Who may be at work, and who waits until somebody has ended, in this order. */
export interface Queue {
  readonly admitted: readonly KeptTask[]
  readonly waiting: readonly KeptTask[]
}

/** Higher priorities first, then who asked first. `tasks`: the oldest first, and all that have not ended. */
export function queueOf(tasks: readonly KeptTask[]): Queue {
  const open = tasks.filter(({ state }) => !hasEnded(state))
  return {
    admitted: open.filter(isAdmitted),
    waiting: open.filter((task) => !isAdmitted(task)).sort((a, b) => priorityOf(b) - priorityOf(a)),
  }
}

/** Its place in the queue, from 1; `undefined`: it doesn't wait. */
export function positionIn({ waiting }: Queue, id: string): number | undefined {
  const index = waiting.findIndex((task) => task.id === id)
  return index < 0 ? undefined : index + 1
}

export const isAdmitted = ({ state, isAdmitted: may }: KeptTask): boolean =>
  may === true || state.status !== 'pending'

const priorityOf = ({ wish }: KeptTask): number => wish.priority ?? 0
