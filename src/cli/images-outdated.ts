import { noAnswers, pinRows } from '../present/pins.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** Exit code 1 when something is outdated, or when nobody at all answered. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const asked = await context.images.outdated({ names: args, signal: context.signal })
  if (!asked.ok) return reportFailure(context, asked.failure, { isJson })
  const states = asked.value
  if (isJson) printJson(context, { version: 1, tools: states })
  else {
    print(context, table(pinRows(states, lookOf(context).paint), context.io.columns).join('\n'))
    for (const line of noAnswers(states)) remarkOn(context, line)
  }
  const isAnswered = states.some(({ newest }) => newest.kind === 'said')
  const isUnanswered = states.some(({ newest }) => newest.kind === 'no-answer')
  return states.some(({ isOutdated }) => isOutdated) || (isUnanswered && !isAnswered) ? 1 : 0
}
