import type { Run } from './command.ts'
import { runMany } from './many.ts'

export const run: Run = (context, input) =>
  runMany(context, input, {
    done: 'thawed',
    nobody: 'no worker is frozen.',
    isMeantByAll: ({ phase }) => phase.kind === 'frozen',
    act: (names) => context.workers.thaw(names),
  })
