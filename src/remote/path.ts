import type { Whom } from '../workers/whom.ts'

type Value = string | number | boolean | undefined

/** A path with its query, without what is undefined. */
export function pathOf(words: readonly string[], query: Readonly<Record<string, Value>> = {}): string {
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  )
  const path = `/${words.map((word) => encodeURIComponent(word)).join('/')}`
  return said.length === 0 ? path : `${path}?${new URLSearchParams(Object.fromEntries(said))}`
}

/**
 * A word of such a path that no URL can carry: nothing, or what stands for a place in it. Whoever asked for it would be asking for
 * something else.
 */
export const lostWord = (path: string): string | undefined =>
  path
    .replace(/\?.*$/, '')
    .split('/')
    .slice(1)
    .find((word) => word === '' || word === '.' || word === '..')

/** That of a worker, or of something of it. Of one that was seen it says which container that is. */
export const workerPath = (
  whom: Whom | { readonly name: string; readonly containerId?: string | undefined },
  verb?: string,
  query: Readonly<Record<string, Value>> = {},
): string => {
  const { name, containerId } = typeof whom === 'string' ? { name: whom, containerId: undefined } : whom
  return pathOf(['workers', name, ...(verb === undefined ? [] : [verb])], {
    container: containerId,
    ...query,
  })
}
