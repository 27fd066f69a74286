import { headingWords, sizeRows, sizeSums } from '../present/image-sizes.ts'
import { table } from '../present/table.ts'
import { messageLines } from '../present/wrapped.ts'
import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** A line for each image, and what all of them take together. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const sizes = await context.images.sizes()
  if (!sizes.ok) return reportFailure(context, sizes.failure, { isJson })
  if (isJson) printJson(context, { version: 1, ...sizes.value })
  else if (sizes.value.images.length === 0)
    remarkOn(context, 'no profile has an image yet: `hal build-profiles` builds them.')
  else {
    print(context, table(sizeRows(sizes.value), context.io.columns).join('\n'))
    const notes = [...headingWords, ...sizeSums(sizes.value)].join('\n')
    print(context, `\n${messageLines(notes, context.io.columns).join('\n')}`)
  }
  return 0
}
