import type { Run } from './command.ts'
import { runMany } from './many.ts'

export const run: Run = (context, input) =>
  runMany(context, input, {
    done: 'back',
    nobody: 'there are no workers.',
    isMeantByAll: () => true,
    act: (names) => context.workers.restart(names),
  })
