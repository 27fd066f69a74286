import { committedWords, pulledLine } from '../present/review.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const message = textOption(options, 'message')
  if (message?.trim() === '') {
    remarkOn(context, 'a commit has a message: say one with --message, or leave it to hal.')
    return 2
  }
  let committedIn: string | undefined
  const pulled = await context.workers.pull({
    name: args[0] ?? '',
    message,
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
