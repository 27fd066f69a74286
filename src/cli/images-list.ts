import { profileJson, profileRows } from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { sayRefused } from './refused.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** Profiles and layers alike, by name; with --json parents first. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const images = await context.images.profiles()
  if (!images.ok) return reportFailure(context, images.failure, { isJson })
  if (isJson) printJson(context, { version: 1, images: images.value.map(profileJson) })
  else print(context, table(profileRows('IMAGE', images.value, new Date()), context.io.columns).join('\n'))
  await sayRefused(context)
  return 0
}
