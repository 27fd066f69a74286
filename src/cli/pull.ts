import { committedWords, pulledLine } from '../present/review.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  let committedIn: string | undefined
  const pulled = await context.workers.pull({
    name: args[0] ?? '',
    onCommitted: (worker) => {
      committedIn = worker
    },
    signal: context.signal,
  })
  if (!pulled.ok && committedIn !== undefined) remarkOn(context, `${committedWords(committedIn)}.`)
  if (!pulled.ok) return reportFailure(context, pulled.failure, { isJson })
  if (isJson) {
    printJson(context, { version: 1, ...pulled.value })
    return 0
  }
  const { worker, isCommitted, arrival } = pulled.value
  if (isCommitted) remarkOn(context, `${committedWords(worker)}.`)
  print(context, pulledLine(pulled.value, lookOf(context)))
  if (arrival !== 'nothing' && context.io.stdout.isTTY) print(context, `  hal merge ${worker}`)
  return 0
}
