import type { Run } from './command.ts'
import { jsonPrinter, plainPrinter, rawPrinter } from './log-printer.ts'
import { remarkOn, reportFailure } from './report.ts'
import { isSet, numberOption, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const lines = numberOption(options, 'lines') ?? numberOption(options, 'tail')
  const [isJson, isRaw] = [isSet(options, 'json'), isSet(options, 'raw')]
  if (isJson && isRaw) {
    remarkOn(context, 'give one of --json and --raw: JSON can’t hold every byte.')
    return 2
  }
  const printer = (isRaw ? rawPrinter : isJson ? jsonPrinter : plainPrinter)(context.io, lines)
  const result = await context.workers.logs({
    name: args[0] ?? '',
    window: textOption(options, 'window'),
    isFollowed: isSet(options, 'follow'),
    onData: printer.push,
    onCaughtUp: lines === undefined ? undefined : printer.catchUp,
    signal: context.signal,
  })
  printer.end()
  return result.ok ? 0 : reportFailure(context, result.failure, { isJson })
}
