import { createInterface } from 'node:readline/promises'
import type { CliContext } from './command.ts'

/** Whether there is a person to ask. */
export const canAsk = ({ io }: CliContext): boolean => io.terminal.input.isTTY && io.terminal.output.isTTY

/** What the person answers to a question; `undefined` when they would rather stop. */
export async function ask(context: CliContext, question: string): Promise<string | undefined> {
  const { input, output } = context.io.terminal
  const lines = createInterface({ input, output })
  try {
    return (await lines.question(question, { signal: context.signal })).trim()
  } catch {
    // Interrupted while asking.
    return undefined
  } finally {
    lines.close()
  }
}
