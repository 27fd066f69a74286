import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const name = args[0] ?? ''
  const known = await context.images.profiles({ names: [name] })
  const replaced = known.ok ? known.value.at(-1) : undefined
  const made = await context.images.scaffold(name, '.')
  if (!made.ok) return reportFailure(context, made.failure, { isJson })
  if (isJson) printJson(context, { version: 1, profile: name, file: made.value })
  else {
    print(context, `wrote ${made.value}`)
    if (replaced !== undefined)
      remarkOn(context, `here it takes the place of ${replaced.dir}, for all that stands on ${name}.`)
    print(context, `  add its packages there, then: hal build-profiles ${name}   hal start --profile ${name}`)
  }
  return 0
}
