import { printable } from '../lib/printable.ts'
import type { Question } from '../tasks/task.ts'
import { choose } from './choose.ts'
import type { CliContext } from './command.ts'

/** Which of its options the person chooses on the terminal; `undefined`: none for now, and the question stays open. */
export const chooseAnswer = (
  context: CliContext,
  { options }: Question,
  signal: AbortSignal,
): Promise<string | undefined> =>
  choose(
    { ...context, signal: AbortSignal.any([context.signal, signal]) },
    'your answer:',
    options.map(({ id, name }) => ({ name: id, line: printable(name) })),
  )
