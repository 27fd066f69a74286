import type { Run } from './command.ts'
import { reportFailure } from './report.ts'

export const run: Run = async (context, { args }) => {
  const driven = await context.tasks.drive({ id: args[0] ?? '' })
  return driven.ok ? 0 : reportFailure(context, driven.failure)
}
