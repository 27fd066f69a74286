/** Whether `version` is of a line: `22` has `22.23.3` and not `220.1`. */
export const isOfLine = (version: string, line: string | undefined): boolean =>
  line === undefined || version === line || version.startsWith(`${line}.`)

/** It becomes part of addresses and of a Dockerfile's lines: nothing else may be in it. */
export const isWord = (version: string): boolean => /^[\w.+-]+$/.test(version)

/** No alpha, no candidate: nothing but numbers and dots. */
export const isRelease = (version: string): boolean => /^\d+(\.\d+)*$/.test(version)

/** Below 0 where `a` is older: number by number, then what follows them as text. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  // A candidate comes before its release.
  if (isRelease(a) !== isRelease(b)) return isRelease(a) ? 1 : -1
  return a < b ? -1 : Number(a > b)
}

const numbersOf = (version: string): readonly number[] => {
  const [numbers = ''] = /^\d+(\.\d+)*/.exec(version) ?? []
  return numbers.split('.').map(Number)
}

/** The newest of them; `undefined` of none. */
export const newestOf = (versions: readonly string[]): string | undefined =>
  versions.toSorted(compareVersions).at(-1)
