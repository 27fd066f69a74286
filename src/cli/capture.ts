import type { Run } from './command.ts'
import { printJson, reportFailure } from './report.ts'
import { isSet, numberOption, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const captured = await context.workers.capture({
    name: args[0] ?? '',
    window: textOption(options, 'window'),
    lines: numberOption(options, 'lines'),
    isAnsi: isSet(options, 'ansi'),
  })
  if (!captured.ok) return reportFailure(context, captured.failure, { isJson })
  if (isJson) printJson(context, { version: 1, ...captured.value })
  else context.io.stdout.write(captured.value.text)
  return 0
}
