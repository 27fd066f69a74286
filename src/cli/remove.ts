import type { Run } from './command.ts'
import { hasEnded, runMany } from './many.ts'
import { isSet } from './values.ts'

export const run: Run = (context, input) => {
  const isForced = isSet(input.options, 'force')
  return runMany(context, input, {
    done: 'removed',
    nobody: isForced
      ? 'there are no workers.'
      : 'no worker has ended; with --force those that run are removed, too.',
    isMeantByAll: (worker) => isForced || hasEnded(worker),
    act: (names) => context.workers.remove(names, { isForced, mayLoseWork: isForced }),
  })
}
