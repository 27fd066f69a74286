import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** stdout is the name alone, for `--profile "$(hal profiles detect)"`; why goes to a person at a terminal. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const detected = await context.images.detect(args[0] ?? '.')
  if (!detected.ok) return reportFailure(context, detected.failure, { isJson })
  const { profile, because } = detected.value
  if (isJson) {
    printJson(context, { version: 1, profile, because: because ?? null })
    return 0
  }
  print(context, profile)
  if (context.io.stderr.isTTY)
    remarkOn(context, because === undefined ? 'no file there speaks for another.' : `there is a ${because}.`)
  return 0
}
