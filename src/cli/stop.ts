import type { Run } from './command.ts'
import { hasEnded, runMany } from './many.ts'
import { numberOption } from './values.ts'

export const run: Run = (context, input) => {
  const graceMs = numberOption(input.options, 'grace')
  return runMany(context, input, {
    done: 'stopped',
    nobody: 'no worker runs.',
    isMeantByAll: (worker) => !hasEnded(worker),
    act: (names) => context.workers.stop(names, graceMs === undefined ? {} : { graceMs }),
  })
}
