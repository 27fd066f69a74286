import { closest } from '../../lib/closest.ts'
import type { Model } from '../model.ts'
import { profileNames } from './candidates.ts'
import type { Argument } from './command-record.ts'

/** Among all that there are, also those that only others stand on. While they are read, or can't be, nobody knows: the start will say it. */
const unknownProfile = (name: string, { profiles, views }: Model): string | undefined => {
  const { profiles: read = [], isReading, failure } = views.images
  const known = new Set([...profiles, ...read.map((one) => one.name)])
  if (isReading || failure !== undefined || known.size === 0 || known.has(name)) return undefined
  const near = closest(name, [...known])
  return `no profile is named "${name}": ${near === undefined ? `there are ${profiles.join(', ')}` : `did you mean ${near}?`}`
}

export const profile: Argument = { name: 'PROFILE', values: profileNames, fault: unknownProfile }
