import { profileJson, sizeOfProfile, stateOfProfile, whyOfProfile } from '../present/profile.ts'
import { table } from '../present/table.ts'
import { treeRows } from '../present/tree.ts'
import type { Run } from './command.ts'
import { sayRefused } from './refused.ts'
import { lookOf, print, printJson, reportFailure } from './report.ts'
import { isSet } from './values.ts'

/** Which image stands on which, from the images from outside on. */
export const run: Run = async (context, { options }) => {
  const isJson = isSet(options, 'json')
  const profiles = await context.images.profiles()
  if (!profiles.ok) return reportFailure(context, profiles.failure, { isJson })
  if (isJson) {
    printJson(context, { version: 1, images: profiles.value.map(profileJson) })
    return 0
  }
  const outside = new Set(
    profiles.value.flatMap(({ parent }) => (parent.kind === 'image' ? [parent.reference] : [])),
  )
  const nothing = { parent: undefined, state: '', size: '', image: '', why: '' }
  const roots = [...outside].map((name) => ({ name, ...nothing }))
  const layers = profiles.value.map((profile) => ({
    name: profile.name,
    parent: profile.parent.kind === 'profile' ? profile.parent.name : profile.parent.reference,
    state: stateOfProfile(profile),
    size: sizeOfProfile(profile),
    image: profile.image ?? '',
    why: whyOfProfile(profile),
  }))
  const { paint } = lookOf(context)
  const rows = treeRows([...roots, ...layers], (item) => item).map(({ item, branch }) => [
    { text: `${branch}${item.name}`, isKept: true },
    { text: item.state, paint: item.state === 'fresh' ? paint.good : paint.dim, isKept: true },
    { text: item.size },
    { text: item.image },
    { text: item.why },
  ])
  print(context, table(rows, context.io.columns).join('\n'))
  await sayRefused(context)
  return 0
}
