import type { CliContext } from './command.ts'
import { reportFailure } from './report.ts'

/** Below a list: which declarations are not in it, and why. Answers the exit code of the first, for who needs all of them. */
export async function sayRefused(context: CliContext): Promise<number> {
  const refused = await context.images.refused()
  if (!refused.ok) return 0
  const codes = [...refused.value].map(([about, failure]) => reportFailure(context, failure, { about }))
  return codes[0] ?? 0
}
