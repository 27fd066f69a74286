import { outcomeGlyphs } from '../present/style.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet, textOption } from './values.ts'

/** The image alone, for scripts; with --explain every place in its order, the one that was taken marked. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const mode = options['mode'] === 'task' ? 'task' : 'session'
  const resolved = await context.images.resolve({ mode, agent: textOption(options, 'agent') })
  if (!resolved.ok) return reportFailure(context, resolved.failure, { isJson })
  const { image, from, chain } = resolved.value
  if (isJson) {
    const places = chain.map((step) => ({ name: step.name, image: step.image ?? null }))
    printJson(context, { version: 1, image, from, chain: places })
  } else if (isSet(options, 'explain')) {
    const { ok } = outcomeGlyphs(lookOf(context).isUnicode)
    const rows = chain.map((step) => [
      { text: step.name === from ? ok : ' ' },
      { text: step.name },
      { text: step.image ?? 'not set' },
    ])
    print(context, table(rows).join('\n'))
  } else print(context, image)
  return 0
}
