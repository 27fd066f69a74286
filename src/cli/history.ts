import { historyJson, historyRows } from '../present/history.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, numberOption } from './values.ts'

export const run: Run = async (context, { args: [name], options }) => {
  const isJson = isSet(options, 'json')
  const now = new Date()
  const sinceMs = numberOption(options, 'since')
  const since = sinceMs === undefined ? undefined : new Date(now.getTime() - sinceMs)
  const history = await context.workers.history({ name, since })
  if (!history.ok) return reportFailure(context, history.failure, { isJson })
  const { happenings, unasked } = history.value
  if (unasked !== undefined) reportFailure(context, unasked, { about: 'only what was kept' })
  if (isJson) printJson(context, historyJson(history.value))
  else if (happenings.length === 0) remarkOn(context, 'nothing is known to have happened.')
  else {
    const { paint } = lookOf(context)
    const rows = historyRows(happenings, { now, paint: (tone, text) => paint[tone](text) })
    print(context, table(rows, context.io.columns).join('\n'))
  }
  return 0
}
