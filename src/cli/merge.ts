import { besidesWords, committedWords, mergedLine } from '../present/review.ts'
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
  const merged = await context.workers.merge({
    name: args[0] ?? '',
    message,
    isSquashed: isSet(options, 'squash'),
    onCommitted: (worker) => {
      committedIn = worker
    },
    signal: context.signal,
  })
  if (!merged.ok && committedIn !== undefined) remarkOn(context, `${committedWords(committedIn)}.`)
  if (!merged.ok) return reportFailure(context, merged.failure, { isJson })
  if (isJson) {
    printJson(context, { version: 1, ...merged.value })
    return 0
  }
  const besides = besidesWords(merged.value)
  if (besides !== undefined) remarkOn(context, `${besides}.`)
  print(context, mergedLine(merged.value, lookOf(context)))
  return 0
}
