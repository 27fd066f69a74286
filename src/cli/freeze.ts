import type { Run } from './command.ts'
import { runMany } from './many.ts'

export const run: Run = (context, input) =>
  runMany(context, input, {
    done: 'frozen',
    isMeantByAll: ({ phase }) => phase.kind === 'ready',
    act: (names) => context.workers.freeze(names),
  })
