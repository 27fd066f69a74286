import type { Run } from './command.ts'
import { runMany } from './many.ts'

export const run: Run = (context, input) =>
  runMany(context, input, {
    done: 'frozen',
    nobody: 'no worker runs that could be frozen.',
    isMeantByAll: ({ phase }) => phase.kind === 'ready',
    act: (names) => context.workers.freeze(names),
  })
