import {
  ageOfProfile,
  packageLines,
  profileJson,
  sizeOfProfile,
  stateAndWhy,
  withOrigin,
} from '../present/profile.ts'
import { table } from '../present/table.ts'
import type { Run } from './command.ts'
import { print, printJson, remarkOn, reportFailure } from './report.ts'
import { isSet } from './values.ts'

export const run: Run = async (context, { args, options }) => {
  const isJson = isSet(options, 'json')
  const [name = ''] = args
  // With those that it stands on, itself the last.
  const profiles = await context.images.profiles({ names: [name] })
  if (!profiles.ok) return reportFailure(context, profiles.failure, { isJson })
  const profile = profiles.value.at(-1)
  if (profile === undefined) throw new Error(`no profile and no failure for ${name}`)
  if (isJson) {
    printJson(context, { version: 1, profile: profileJson(profile) })
    return 0
  }
  const { parent, capabilities, pins, packages, env, budget } = profile
  const facts = [
    ['profile', profile.name],
    ['', profile.description],
    ['stands on', parent.kind === 'profile' ? parent.name : parent.reference],
    ['image', profile.image ?? ''],
    ['state', stateAndWhy(profile)],
    [
      'size',
      [sizeOfProfile(profile), budget === undefined ? '' : `at most ${budget}`].filter(Boolean).join(', '),
    ],
    ['age', ageOfProfile(profile, new Date())],
    ['declared in', profile.dir],
    ...listed(
      'fetches',
      Object.entries(pins).map(([tool, version]) => `${tool} ${version}`),
    ),
    ...listed('installs', packageLines(packages, (context.io.columns ?? 100) - headWidth)),
    ...listed(
      'sets',
      env.map(({ variable, value, isInherited }) => withOrigin(`${variable}=${value}`, isInherited)),
    ),
    ...listed(
      'promises',
      capabilities.map(({ tool, promised, isInherited }) =>
        withOrigin([tool, promised].filter((word) => word !== '').join(' '), isInherited),
      ),
    ),
  ]
  const rows = facts.filter(([, value]) => value !== '').map((row) => row.map((text) => ({ text })))
  print(context, table(rows, context.io.columns).join('\n'))
  // Not in the table, which a narrow terminal cuts.
  for (const warning of profile.warnings) remarkOn(context, `${warning}.`)
  return 0
}

/** What stands before the values, `declared in` being the longest. */
const headWidth = 'declared in  '.length

/** A row for each, the first of which says what they are. */
const listed = (what: string, values: readonly string[]): readonly (readonly [string, string])[] =>
  values.map((value, index) => [index === 0 ? what : '', value])
