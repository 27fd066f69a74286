import { ageOfProfile, profileJson, sizeOfProfile, stateOfProfile } from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const profiles = await context.images.profiles()
  if (!profiles.ok) return reportFailure(context, profiles.failure, { isJson })
  if (isJson) {
    printJson(context, { version: 1, profiles: profiles.value.map(profileJson) })
    return 0
  }
  const now = new Date()
  const rows = profiles.value.map((profile) =>
    [
      profile.name,
      stateOfProfile(profile),
      sizeOfProfile(profile),
      ageOfProfile(profile, now),
      profile.description,
    ].map((text) => ({ text })),
  )
  const heading = ['PROFILE', 'STATE', 'SIZE', 'AGE', ''].map((text) => ({ text }))
  print(context, table([heading, ...rows], context.io.columns).join('\n'))
  return 0
}
