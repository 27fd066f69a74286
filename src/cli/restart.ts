import type { Run } from './command.ts'
import { hasEnded, runMany } from './many.ts'

export const run: Run = (context, input) =>
  runMany(context, input, {
    done: 'back',
    nobody: 'no worker runs.',
    isMeantByAll: (worker) => !hasEnded(worker),
    act: (names) => context.workers.restart(names),
  })
