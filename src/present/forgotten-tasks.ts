import type { ForgottenTask } from '../tasks/verbs.ts'

/** How many tasks hal has forgotten, and why. */
export function forgottenWords(tasks: readonly ForgottenTask[]): string {
  const old = tasks.filter(({ why }) => why === 'age').length
  const tooMuch = tasks.length - old
  return [
    ...(old === 0 ? [] : [`forgot ${counted(old)} that ended longer ago than tasks.keepFor.`]),
    ...(tooMuch === 0 ? [] : [`forgot ${counted(tooMuch)}, as all took more than tasks.keepSize.`]),
  ].join('\n     ')
}

const counted = (count: number): string => (count === 1 ? '1 task' : `${count} tasks`)
