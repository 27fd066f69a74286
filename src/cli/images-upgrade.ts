import { changeLine, leftLine, rebuildCommand } from '../present/pins.ts'
import type { CliContext, CommandInput, Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

/** Exit code 1 when a tool that was named had to stay as it is. */
export const run: Run = (context, input) => upgrade(context, input, input.args.length > 0)

export async function upgrade(
  context: CliContext,
  { args, options }: CommandInput,
  isNamed: boolean,
): Promise<number> {
  const isJson = isSet(options, 'json')
  const isDryRun = isSet(options, 'dryRun')
  const upgraded = await context.images.upgrade({
    names: args,
    file: textOption(options, 'file'),
    isDryRun,
    signal: context.signal,
  })
  if (!upgraded.ok) return reportFailure(context, upgraded.failure, { isJson })
  const { file, isWritten, changes, left } = upgraded.value
  if (isJson) printJson(context, { version: 1, ...upgraded.value })
  else {
    for (const change of changes) print(context, changeLine(change, lookOf(context).isUnicode))
    for (const one of left) remarkOn(context, leftLine(one))
    if (changes.length === 0)
      print(context, left.length === 0 ? 'nothing to upgrade' : 'nothing was upgraded')
    else print(context, `${isWritten ? 'wrote' : 'would write'} ${file}`)
    if (isWritten) print(context, `  to have it in images: ${rebuildCommand(changes)}`)
  }
  return isNamed && left.length > 0 ? 1 : 0
}
