import type { Run } from './command.ts'
import { reportFailure } from './report.ts'

export const run: Run = (context) => {
  const { input, output } = context.io.terminal
  if (input.isTTY && output.isTTY) return context.openDashboard()
  return Promise.resolve(reportFailure(context, { reason: 'not-a-terminal', what: 'the dashboard' }))
}
