import { plainText } from '../lib/plain-text.ts'
import type { Run } from './command.ts'
import { reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isRaw = isSet(options, 'raw')
  const clean = plainText()
  const result = await context.workers.logs({
    name: args[0] ?? '',
    window: textOption(options, 'window'),
    isFollowed: isSet(options, 'follow'),
    onData: (chunk) => context.io.stdout.write(isRaw ? chunk : clean(chunk)),
    signal: context.signal,
  })
  return result.ok ? 0 : reportFailure(context, result.failure)
}
