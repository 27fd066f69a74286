import { profileJson, profileRows } from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { sayRefused } from './refused.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** By name; with --json parents first. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const profiles = await context.images.profiles()
  if (!profiles.ok) return reportFailure(context, profiles.failure, { isJson })
  const chosen = profiles.value.filter(({ isLayer }) => !isLayer)
  if (isJson) printJson(context, { version: 1, profiles: chosen.map(profileJson) })
  else print(context, table(profileRows('PROFILE', chosen, new Date()), context.io.columns).join('\n'))
  await sayRefused(context)
  return 0
}
