import type { VerifiedImage } from '../images/verify.ts'
import { type Cell, table } from '../present/table.ts'
import type { Run } from './command.ts'
import { lookOf, print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** A line for each tool; exit code 1 when a promise is broken. */
export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const verified = await context.images.verify({ names: args })
  if (!verified.ok) return reportFailure(context, verified.failure, { isJson })
  if (isJson) printJson(context, { version: 1, images: verified.value })
  else if (verified.value.length === 0) {
    remarkOn(context, 'none of them is built and fresh: `hal build-profiles` builds them.')
    return 1
  } else {
    const { paint } = lookOf(context)
    const heading = ['IMAGE', 'TOOL', 'PROMISED', '', 'SAYS'].map((words) => ({ text: words }))
    print(
      context,
      table([heading, ...verified.value.flatMap((one) => rows(one, paint.bad))], context.io.columns).join(
        '\n',
      ),
    )
  }
  return verified.value.every(isWell) ? 0 : 1
}

const isWell = ({ tools, problems }: VerifiedImage): boolean =>
  problems.length === 0 && tools.every(({ state }) => state !== 'broken')

const words = { kept: 'kept', broken: 'broken', 'left-out': 'left out' } as const

const rows = (
  { profile, tools, problems }: VerifiedImage,
  bad: (text: string) => string,
): readonly (readonly Cell[])[] => [
  ...tools.map(({ tool, promised, found, state }) => [
    { text: profile },
    { text: tool },
    { text: promised },
    { text: words[state], ...(state === 'broken' && { paint: bad }) },
    { text: found ?? '' },
  ]),
  ...problems.map((problem) => [
    { text: profile },
    { text: '' },
    { text: '' },
    { text: 'broken', paint: bad },
    { text: problem },
  ]),
]
