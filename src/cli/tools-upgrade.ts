import type { Run } from './command.ts'
import { upgrade } from './images-upgrade.ts'
import { reportFailure } from './report.ts'

/** The pins of agents alone, as `hal images upgrade` does it. Exit code 1 when one that was named had to stay as it is. */
export const run: Run = async (context, { args, options, rest }) => {
  const states = await context.images.tools()
  if (!states.ok) return reportFailure(context, states.failure)
  const known = [
    ...new Set(states.value.filter(({ isCurrent }) => isCurrent).flatMap(({ agent }) => agent ?? [])),
  ]
  const isNamed = args.length > 0
  return upgrade(context, { args: isNamed ? args : known, options, rest }, isNamed)
}
