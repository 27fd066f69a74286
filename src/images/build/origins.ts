import { lineOf } from '../declare/ancestors.ts'
import type { Profile } from '../declare/profile.ts'
import type { Origin } from '../labels.ts'
import { lockName } from '../push/lock.ts'
import { sourcesOf } from './source.ts'

/** Where each profile comes from, and what a person may count on in its image, by name. Asks git. */
export async function originsOf(profiles: readonly Profile[]): Promise<ReadonlyMap<string, Origin>> {
  const sources = await sourcesOf(profiles.map(folderOf), lockName)
  return new Map(
    profiles.map((profile) => {
      const line = lineOf(profile, profiles)
      const { url, commit } = sources.get(folderOf(profile)) ?? {}
      return [
        profile.name,
        {
          url,
          commit: line.some(({ isRepinned }) => isRepinned) ? undefined : commit,
          promises: Object.assign({}, ...line.map(({ promises }) => promises)),
        },
      ]
    }),
  )
}

const folderOf = ({ dir, declaredIn = dir }: Profile): string => declaredIn
