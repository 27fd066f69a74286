import { noAnswers, pinRows, upgradeCommand } from '../present/pins.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** Exit code 1 when something is outdated; otherwise 3 when somebody gave no answer, so that 0 means that all is newest. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const asked = await context.images.outdated({ names: args, signal: context.signal })
  if (!asked.ok) return reportFailure(context, asked.failure, { isJson })
  const states = asked.value
  if (isJson) printJson(context, { version: 1, tools: states })
  else {
    print(context, table(pinRows(states, lookOf(context).paint), context.io.columns).join('\n'))
    const next = upgradeCommand(states)
    if (next !== undefined) print(context, `  to pin the newest: ${next}`)
    const silent = noAnswers(states)
    if (silent.length > 0) remarkOn(context, silent.join('\n     '))
  }
  if (states.some(({ isOutdated }) => isOutdated)) return 1
  return states.some(({ newest }) => newest.kind === 'no-answer') ? 3 : 0
}
