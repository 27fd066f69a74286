import type { Task } from '../tasks/task.ts'

/** Where what a task that has ended did is to be had, or what else stays of it; `undefined`: nothing does. */
export function leftWorkWords({
  wish,
  state,
  worker,
}: Pick<Task, 'wish' | 'state' | 'worker'>): string | undefined {
  const isDone = state.status === 'completed'
  const isNothing = isDone && state.filesModified?.length === 0
  if (wish.worker !== undefined)
    return isDone && !isNothing ? `its work is in ${wish.worker}, which goes on.` : undefined
  if (wish.branch === undefined || worker === undefined) return undefined
  if (isNothing)
    return `its worker stays, with the branch ${wish.branch}: \`hal workers remove ${worker}\` removes both.`
  const what = isDone ? 'its work' : 'what it did until then'
  return `${what} is on ${wish.branch}: \`hal diff ${worker}\`, \`hal merge ${worker}\`.`
}
