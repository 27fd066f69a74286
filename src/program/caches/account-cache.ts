import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepIfPossible } from '../../lib/replace-file.ts'
import type { AccountCache, Accounts } from '../../workers/create/account.ts'

/** Keeps images' account files in one file an image, by the id's hex digits. Where it can't, it forgets. */
export function accountCache(directory: string): AccountCache {
  const fileOf = (imageId: string) =>
    join(directory, `${imageId.replace(/^sha256:/, '').replace(/[^0-9a-f]/g, '')}.json`)
  return {
    read: (imageId) => {
      try {
        return parse(readFileSync(fileOf(imageId), 'utf8'))
      } catch {
        return undefined
      }
    },
    write: (imageId, accounts) => keepIfPossible(fileOf(imageId), JSON.stringify(accounts)),
  }
}

function parse(text: string): Accounts | undefined {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null) return undefined
  const { passwd, group } = value as Record<string, unknown>
  return {
    passwd: typeof passwd === 'string' ? passwd : undefined,
    group: typeof group === 'string' ? group : undefined,
  }
}
