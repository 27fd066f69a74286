import type { CliContext } from './command.ts'
import { reportFailure } from './report.ts'

/** Below a list: which declarations are not in it, and why. */
export async function sayRefused(context: CliContext): Promise<void> {
  const refused = await context.images.refused()
  if (!refused.ok) return
  for (const [about, failure] of refused.value) reportFailure(context, failure, { about })
}
