import { join } from 'node:path'
import type { FolderLook } from '../actions/acting.ts'

/** `~/pro` is the beginning of a name in `~/`. */
export const parentOf = (typed: string): string =>
  typed === '~' ? '~/' : typed.slice(0, typed.lastIndexOf('/') + 1)

const leafOf = (typed: string): string => typed.slice(typed.lastIndexOf('/') + 1)

const lookFor = (typed: string, look: FolderLook | undefined): FolderLook | undefined =>
  look?.parent === parentOf(typed) ? look : undefined

/** Folders that what is typed is the beginning of; hidden ones for who types their dot. */
export const candidates = (typed: string, look: FolderLook | undefined): readonly string[] => {
  const leaf = leafOf(typed)
  return (lookFor(typed, look)?.folders ?? []).filter(
    (name) => name.startsWith(leaf) && (leaf !== '' || !name.startsWith('.')),
  )
}

/** What all candidates go on with: a whole name with its slash where there is one candidate. */
export const completion = (typed: string, look: FolderLook | undefined): string => {
  if (typed === '~') return '/'
  const [first, ...others] = candidates(typed, look)
  if (first === undefined) return ''
  if (others.length === 0) return `${first.slice(leafOf(typed).length)}/`
  let shared = first
  for (const other of others) while (!other.startsWith(shared)) shared = shared.slice(0, -1)
  return shared.slice(leafOf(typed).length)
}

/** `undefined` where nobody knows yet. */
export const isThere = (typed: string, look: FolderLook | undefined): boolean | undefined => {
  const known = lookFor(typed, look)
  const leaf = leafOf(typed)
  if (known === undefined) return undefined
  if (known.folders === undefined) return false
  if (['', '.', '..'].includes(leaf) || known.folders.includes(leaf)) return true
  return known.isCut ? undefined : false
}

export const expandHome = (path: string, home: string): string =>
  path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path
